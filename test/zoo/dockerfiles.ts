/** What each runner of the zoo has to build: the context's files, and the Dockerfiles over them by name. */
export const CONTEXT = {
  'site/index.html': '<h1>zoo</h1>\n',
  'site/deep/style.css': 'h1 { color: teal }\n',
  pkg: {
    content: `#!/bin/sh
# Does what package managers do: a lock, a database, other owners, a download as somebody else, a service account.
set -e
umask 022
mkdir -p /var/lib/pkg/partial /etc/pkg
: >/var/lib/pkg/lock
chown mail /var/lib/pkg/partial && chmod 700 /var/lib/pkg/partial
su -s /bin/sh mail -c 'echo payload >/var/lib/pkg/partial/$0' "$1"
id -u mail >/dev/null 2>/dev/null </dev/null
cp -p /var/lib/pkg/partial/"$1" /usr/bin/"$1" && chown root:root /usr/bin/"$1" && chmod 4755 /usr/bin/"$1"
echo "daemon:x:900:900::/var/lib/daemon:/bin/false" >>/etc/passwd
mkdir -p /var/lib/daemon && chown 900:900 /var/lib/daemon && chmod 2750 /var/lib/daemon
ln -s ../../usr/bin/"$1" /etc/pkg/"$1" && ln /usr/bin/"$1" /usr/bin/"$1"-2
rm -rf /var/lib/pkg/partial /var/lib/pkg/lock
echo "$1 1.0" >>/var/lib/pkg/installed
`,
    mode: 0o755,
  },
}

export const DOCKERFILES = {
  'RUN-less': `ARG BASE
FROM \${BASE} AS files
COPY site /site
FROM \${BASE}
COPY --from=files --chown=8:12 /site /srv
ENV MODE=static
USER app
CMD ["cat", "/srv/index.html"]
`,
  'RUN as root': `ARG BASE
FROM \${BASE}
COPY site /srv
RUN mkdir -p /made/sticky && chmod 1777 /made/sticky && echo x >/made/owned && chown 8:12 /made/owned
RUN chown -R 1001:1001 /srv && rm -rf /var/lib/mail && chmod 640 /etc/passwd
`,
  'RUN with USER': `ARG BASE
FROM \${BASE}
COPY pkg /usr/bin/pkg
RUN pkg tool
USER app
WORKDIR /home/app
RUN echo mine >mine && id -u >uid && cat /usr/bin/tool >copy
`,
  // Nothing but root's, over a base in which every file is: one id is enough.
  'RUN, root alone': `ARG ROOTS
FROM \${ROOTS} AS made
RUN mkdir -p /made/sticky && chmod 1777 /made/sticky && echo x >/made/owned && chmod 2751 /made
FROM \${ROOTS}
COPY site /srv
COPY --from=made --chown=0:0 /made /made
RUN rm -rf /var/lib/mail && chmod 640 /etc/passwd && chmod 4755 /bin/busybox && ln -s /srv /link && mkdir /closed && echo x >/closed/in && chmod 0 /closed && id -u >/uid
USER app
`,
} as const

/** A builder that has one id, and a base that needs no other. */
export const ROOT_ALONE: DockerfileName = 'RUN, root alone'
export type DockerfileName = keyof typeof DOCKERFILES
export const DOCKERFILE_NAMES: readonly DockerfileName[] = [
  'RUN-less',
  'RUN as root',
  'RUN with USER',
  ROOT_ALONE,
]
