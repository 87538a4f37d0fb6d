import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { ContextFile } from '../support/context.js'

/** Of every file that the context holds: builders keep or lose it. */
const MTIME = new Date('2024-02-03T04:05:06Z')

const file = (content: string | Uint8Array, mode = 0o644): ContextFile => ({ content, mode, mtime: MTIME })

/**
 * What Dockerfiles do to files and to settings, one target for each set of builders that know it: `common` for all that
 * run steps, `heredocs` and `mounts` for some of them, `files` without a RUN, for the assembler.
 */
export const DOCKERFILE = `ARG BASE
FROM \${BASE} AS made
SHELL ["/bin/sh", "-e", "-c"]
RUN mkdir -p /out/deep/er /out/empty && echo one >/out/one && echo two >/out/deep/two && : >/out/nothing; \\
    chown 8:12 /out/one && chmod 640 /out/one && chown -h 1001:50 /out/deep && chmod 750 /out/deep; \\
    ln /out/one /out/one-again; ln -s ../one /out/deep/link; ln -s /nowhere /out/dangling; \\
    mkdir /out/sticky /out/setgid; chmod 1777 /out/sticky; chmod 2755 /out/setgid; \\
    cp /bin/busybox /out/setuid; chmod 4755 /out/setuid; \\
    dd if=/dev/zero of=/out/sparse bs=1 count=0 seek=1000000 2>/dev/null; echo x >'/out/a name, with "quotes"'; \\
    echo x >/out/ünï; mkdir -p "/out/$(printf %0120d 1)"; echo x >"/out/$(printf %0120d 1)/$(printf %0120d 2)"
RUN --mount=type=bind,source=setcap,target=/setcap \\
    ln /out/setuid /out/setuid-again; echo capable >/out/capable; \\
    /setcap/ld.so --library-path /setcap /setcap/setcap cap_net_bind_service=ep /out/capable

FROM \${BASE} AS common
ARG VERSION=1
ENV APP_HOME=/srv/app APP_VERSION=\${VERSION} EMPTY= SPACED="two words"
LABEL org.example.version="\${VERSION}" org.example.spaced="two words"
COPY site /srv/site
COPY --chown=8:12 site/index.html /srv/owned/by/number.html
COPY --chown=app:staff site/index.html /srv/owned/by/name.html
COPY --chmod=0600 site/index.html /srv/mode.html
COPY site/*.css site/link /srv/matched/
COPY --from=made /out /srv/made
COPY --from=made --chown=1001:1001 /out /srv/chowned
ADD archive.tar.gz /srv/unpacked/
RUN rm /home/app/.profile && rm -r /var/lib/mail && rm /srv/matched/style.css && \\
    rm -r /srv/site/deep && mkdir /srv/site/deep && echo new >/srv/site/deep/new && \\
    chmod 600 /srv/made/capable && chown 8 /srv/made/deep/two && echo more >>/srv/made/nothing
RUN mkfifo /srv/fifo && ln /etc/passwd /srv/passwd && rm /srv/made/one && echo more:x:77: >>/etc/group && \\
    touch -d '2020-01-02 03:04:05' /srv/dated && echo temporary >/tmp/left && mkdir -p /run/left
RUN --mount=type=bind,source=site,target=/mnt/site --mount=type=cache,target=/var/cache/app \\
    --mount=type=secret,id=token \\
    cat /mnt/site/index.html >/srv/bound && echo cached >/var/cache/app/file && \\
    wc -c </run/secrets/token >/srv/secret-size
WORKDIR /work/new
VOLUME /data /srv/site
RUN mkdir -p /data && echo volume >/data/after && echo volume >/srv/site/after
USER app
WORKDIR relative
ARG SPACED=argument
RUN id -u >/tmp/uid && umask >/tmp/umask && mkdir /tmp/env && cd /tmp/env && env -0 | tr / : | xargs -0 touch
EXPOSE 8080 53/udp 9000-9002/tcp
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s --retries=2 CMD ["/bin/true"]
STOPSIGNAL SIGINT
SHELL ["/bin/sh", "-e", "-c"]
ONBUILD RUN echo later
ENTRYPOINT ["/bin/sh", "-c"]
CMD ["echo $APP_HOME"]

FROM \${BASE} AS heredocs
COPY <<one <<"two" /srv/
expanded $PATH
one
kept $PATH
two
RUN <<EOT
echo first >/srv/first
echo second >/srv/second
EOT
RUN <<EOT cat >/srv/piped
piped
EOT

FROM \${BASE} AS mounts
RUN --mount=type=bind,from=made,source=/out,target=/from cat /from/deep/two >/srv-two
RUN --mount=type=tmpfs,target=/scratch echo x >/scratch/file && echo x >/after-tmpfs
RUN --mount=type=bind,source=site,target=/mnt/site,rw echo x >/mnt/site/new && echo x >/after-rw

FROM \${BASE} AS source
COPY --chown=8:12 site /out
ADD archive.tar.gz /out/unpacked/

FROM \${BASE} AS files
ARG VERSION=1
ENV APP_VERSION=\${VERSION}
LABEL org.example.version="\${VERSION}"
COPY site /srv/site
COPY --chown=8:12 --chmod=0640 site/index.html /srv/owned/by/number.html
COPY --from=source /out /srv/source
COPY --from=source --chown=1001 /out /srv/chowned
ADD archive.tar.gz /srv/unpacked/
WORKDIR /work/new
VOLUME /data
USER app
WORKDIR relative
EXPOSE 8080
HEALTHCHECK NONE
STOPSIGNAL 9
ENTRYPOINT cat /srv/site/index.html
`

/** A program that gives capabilities to files, with what it is linked to. */
function setcap(): Record<string, ContextFile> {
  const program = execFileSync('sh', ['-c', 'command -v setcap'], { encoding: 'utf8' }).trim()
  const linked = execFileSync('ldd', [program], { encoding: 'utf8' })
  const libraries = [...linked.matchAll(/(\/\S+\/([^/\s]+)) \(/g)]
  return Object.fromEntries(
    [[program, 'setcap'] as const, ...libraries.map(([, path = '', name = '']) => [path, name] as const)].map(
      ([path, name]) => [
        `setcap/${name.startsWith('ld-') ? 'ld.so' : name}`,
        file(readFileSync(path), 0o755),
      ],
    ),
  )
}

/** What an archive has: another owner, a set-user-ID file, a link, a date of its own. */
function archive(): Uint8Array {
  const entry = (name: string, type: string, mode: number, content = '', link = ''): Buffer => {
    const header = Buffer.alloc(512)
    const octal = (value: number, at: number, length: number): void => {
      header.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1')
    }
    header.write(name, 0)
    octal(mode, 100, 8)
    octal(8, 108, 8)
    octal(12, 116, 8)
    octal(content.length, 124, 12)
    octal(1_600_000_000, 136, 12)
    header.write('        ', 148)
    header.write(type, 156)
    header.write(link, 157)
    header.write('ustar\x0000', 257, 'latin1')
    octal(
      header.reduce((sum, byte) => sum + byte, 0),
      148,
      7,
    )
    const body = Buffer.alloc(Math.ceil(content.length / 512) * 512)
    body.write(content)
    return Buffer.concat([header, body])
  }
  return gzipSync(
    Buffer.concat([
      entry('packed/', '5', 0o2775),
      entry('packed/file', '0', 0o640, 'packed\n'),
      entry('packed/suid', '0', 0o4711, 'suid\n'),
      entry('packed/link', '2', 0o777, '', 'file'),
      entry('packed/hard', '1', 0o640, '', 'packed/file'),
      Buffer.alloc(1024),
    ]),
  )
}

/** The build context, with the Dockerfile. */
export function contextFiles(): Record<string, ContextFile> {
  return {
    Dockerfile: DOCKERFILE,
    '.dockerignore': '**/*.bak\n',
    'site/index.html': file('<h1>differences</h1>\n'),
    'site/style.css': file('h1 { color: teal }\n'),
    'site/ignored.bak': file('ignored\n'),
    'site/deep/tool': file('#!/bin/sh\n', 0o755),
    'site/deep/private': file('private\n', 0o600),
    'site/empty': { directory: true, mode: 0o700 },
    'site/link': { link: 'index.html' },
    'archive.tar.gz': file(archive()),
    ...setcap(),
  }
}
