import type { ContextFile } from '../support/context.js'

/** A build that must come out as BuildKit's does. `base` is the test base image (busybox with accounts). */
export interface Case {
  readonly name: string
  /** `{url}`: a server of files; `{sum}`: the digest of its file `dated`; `{git}`: a repository. */
  readonly dockerfile: string
  readonly files?: Readonly<Record<string, ContextFile>>
  /** Members of archives, as GNU tar is to make them: name of the archive -> shell-free steps. */
  readonly archives?: readonly string[]
  readonly buildArgs?: Readonly<Record<string, string>>
  readonly target?: string
  readonly labels?: Readonly<Record<string, string>>
  /** BuildKit must refuse it too. */
  readonly fails?: true
}

const SITE: Readonly<Record<string, ContextFile>> = {
  'site/index.html': '<p>hi\n',
  'site/css/a.css': 'a{}\n',
  'site/css/deep/b.css': 'b{}\n',
  'site/run.sh': { content: '#!/bin/sh\n', mode: 0o755 },
  'site/secret': { content: 's', mode: 0o600 },
  'site/link': { link: 'index.html' },
  'site/away': { link: '/etc/passwd' },
  'site/private': { directory: true, mode: 0o700 },
  'site/private/x': 'x',
  'site/suid': { content: 's', mode: 0o6755 },
  'readme.md': '# hi\n',
  'notes.md': 'n\n',
  'a.txt': 'a\n',
  'b.txt': 'b\n',
  empty: '',
}

export const CASES: readonly Case[] = [
  { name: 'a directory into scratch', dockerfile: 'FROM scratch\nCOPY site/ /site/\n', files: SITE },
  { name: 'the whole context', dockerfile: 'FROM scratch\nCOPY . /all\n', files: SITE },
  {
    name: 'an undefined variable is the whole context',
    dockerfile: 'FROM scratch\nCOPY $nothing /all/\n',
    files: SITE,
  },
  { name: 'a file to a new name', dockerfile: 'FROM scratch\nCOPY a.txt /x/y/z\n', files: SITE },
  { name: 'a file into a new directory', dockerfile: 'FROM scratch\nCOPY a.txt /x/y/\n', files: SITE },
  {
    name: 'a file into a directory with a dot',
    dockerfile: 'FROM scratch\nCOPY a.txt /x/y/.\n',
    files: SITE,
  },
  { name: 'a glob', dockerfile: 'FROM scratch\nCOPY *.md s*e/ /docs/\n', files: SITE },
  {
    name: 'a glob that matches one file makes a file',
    dockerfile: 'FROM scratch\nCOPY *foo a*.txt /dir\n',
    files: SITE,
  },
  { name: 'a glob that matches nothing', dockerfile: 'FROM base\nCOPY nothing* /dir/\n', files: SITE },
  {
    name: 'a glob below a directory that is not there',
    dockerfile: 'FROM base\nCOPY nowhere/* /dir/\n',
    files: SITE,
    fails: true,
  },
  {
    name: 'a class in a glob',
    dockerfile: 'FROM scratch\nCOPY [a-b].txt s[!a]te si[^x]e/*.html /docs/\n',
    files: SITE,
  },
  {
    name: 'a missing source',
    dockerfile: 'FROM scratch\nCOPY a.txt nowhere /dir/\n',
    files: SITE,
    fails: true,
  },
  {
    name: 'a link as a source is followed',
    dockerfile: 'FROM scratch\nCOPY site/link /x/\nCOPY site/l* /y/\n',
    files: SITE,
  },
  {
    name: 'a file over a directory',
    dockerfile: 'FROM base\nCOPY site/index.html /x/home\nCOPY a.txt /y\nCOPY site /y\n',
    files: SITE,
    fails: true,
  },
  {
    name: 'existing directories keep owner and mode',
    dockerfile:
      'FROM base\nCOPY --chown=app:app site/ /tmp/\nCOPY --chown=app site/css /home/app\nCOPY site /var/lib/mail\n',
    files: SITE,
  },
  {
    name: 'owners by name, by number, unknown, empty',
    dockerfile:
      'FROM base\nARG none\nCOPY --chown=app:mail a.txt /1/\nCOPY --chown=1234 a.txt /2/\nCOPY --chown=1234:5 a.txt /3/\nCOPY --chown=nobodyknows:nope a.txt /4/\nCOPY --chown=$none a.txt /5/\nCOPY --chown=app:nope a.txt /6/\nCOPY --chown=:mail a.txt /7/\nCOPY --chown=12:mail site /8/\n',
    files: SITE,
  },
  {
    name: 'modes, octal',
    dockerfile:
      'FROM base\nCOPY --chmod=0600 site /m/n/\nCOPY --chmod=4711 a.txt /q/r\nCOPY --chmod=755 --chown=8 site/css /tmp/z\nCOPY --chmod=1777 site /sticky/deep/\n',
    files: SITE,
  },
  {
    name: 'modes, symbolic',
    dockerfile:
      'FROM base\nCOPY --chmod=go=u site /m/n/\nCOPY --chmod=u+x,g-r,o= a.txt /q/r\nCOPY --chmod=a+X site /x/\nCOPY --chmod=+t,u+s site/run.sh /s/\nCOPY --chmod==rX site /e/\nCOPY --chmod=ug=rw,o-rwx site /f/\n',
    files: SITE,
  },
  { name: 'mode 64a', dockerfile: 'FROM scratch\nCOPY --chmod=64a a.txt /x\n', files: SITE, fails: true },
  { name: 'mode 10000', dockerfile: 'FROM scratch\nCOPY --chmod=10000 a.txt /x\n', files: SITE, fails: true },
  {
    name: 'mode nonsense',
    dockerfile: 'FROM scratch\nCOPY --chmod=u+q a.txt /x\n',
    files: SITE,
    fails: true,
  },
  {
    name: 'workdir and user',
    dockerfile:
      'FROM base\nUSER app\nWORKDIR /w/x\nWORKDIR y/../z\nCOPY a.txt .\nCOPY a.txt sub/\nCOPY a.txt ../up\nUSER nobodyknows\nWORKDIR /other\nUSER 12:13\nWORKDIR /numbers\nWORKDIR /tmp/in\nWORKDIR /\n',
    files: SITE,
  },
  {
    name: 'stages',
    dockerfile:
      'FROM scratch AS one\nCOPY site /site\nFROM base AS two\nCOPY --from=one /site/css /css\nCOPY --from=0 --chown=app /site /home/app/site\nFROM two\nCOPY --from=two /css /again\nCOPY --from=two /home/app /h\nCOPY --from=two /bin/s* /sbin/\nCOPY --from=base /etc/group /etc/group- /links/\nCOPY --from=base /etc /etc2\nCOPY --from=base /var/lib/mail /m\n',
    files: SITE,
  },
  {
    name: 'a stage that another builds on',
    dockerfile:
      'FROM base AS one\nARG A=1\nENV B=2$A\nCMD ["x"]\nLABEL a=b\nONBUILD ENV C=3\nONBUILD COPY a.txt /trigger\nFROM one\nENV D=$A$B$C\nENTRYPOINT ["y"]\n',
    files: SITE,
  },
  {
    name: 'onbuild stays in the image',
    dockerfile: 'FROM base\nONBUILD RUN echo hi\nONBUILD COPY . /x\n',
    files: SITE,
  },
  {
    name: 'links in the destination',
    dockerfile:
      'FROM base AS links\nCOPY l /\nFROM links\nCOPY a.txt /to-tmp/\nCOPY a.txt /to-tmp/deep/er/\nCOPY a.txt /dangling\nCOPY site /to-tmp\nCOPY a.txt /up/file\nCOPY b.txt /to-file\n',
    files: {
      ...SITE,
      'l/to-tmp': { link: 'tmp' },
      'l/dangling': { link: '/made/here' },
      'l/up': { link: '../../../var' },
      'l/to-file': { link: '/etc/motd' },
    },
  },
  {
    name: 'a file over a link inside a directory',
    dockerfile: 'FROM base AS links\nCOPY l /d\nFROM links\nCOPY m /d\n',
    files: { 'l/a': { link: '/etc/passwd' }, 'l/b': 'b', 'm/a': 'a', 'm/b': { link: 'a' } },
  },
  {
    name: 'a directory over a link to a directory',
    dockerfile: 'FROM base AS links\nCOPY l /d\nFROM links\nCOPY m /d\n',
    files: { 'l/a': { link: '/etc' }, 'm/a/x': 'a' },
    fails: true,
  },
  {
    name: 'merging directories takes over the source',
    dockerfile: 'FROM base AS one\nCOPY --chown=app one /d\nFROM one\nCOPY two /d\n',
    files: {
      'one/a/x': '1',
      'one/b': { directory: true, mode: 0o700 },
      'two/a': { directory: true, mode: 0o711 },
      'two/b/y': '2',
    },
  },
  {
    name: 'link',
    dockerfile:
      'FROM base\nCOPY --link a.txt /tmp/\nCOPY --link site /home/app/\nCOPY --link --chmod=600 b.txt /var/lib/mail/\nCOPY b.txt /tmp/\n',
    files: SITE,
  },
  {
    name: 'link with a number for the owner',
    dockerfile: 'FROM base\nCOPY --link --chown=1001:1001 site /home/app/\n',
    files: SITE,
  },
  {
    name: 'parents',
    dockerfile:
      'FROM base\nCOPY --parents site/css/a.css site/private/x /p/\nCOPY --parents ./site/css/./deep/b.css /q/\nCOPY --parents site/*/*.css /r/\nCOPY --parents site/css /s/\nCOPY --parents **/x /t/\n',
    files: SITE,
  },
  {
    name: 'parents, missing',
    dockerfile: 'FROM base\nCOPY --parents site/nowhere /p/\n',
    files: SITE,
    fails: true,
  },
  {
    name: 'exclude',
    dockerfile:
      'FROM base\nCOPY --exclude=css site /p/\nCOPY --exclude=**/*.css --exclude=!css/deep/b.css site /q/\nCOPY --exclude=*.md . /r/\n',
    files: SITE,
  },
  { name: 'exclude and a glob', dockerfile: 'FROM base\nCOPY --exclude=notes.md *.md /p/\n', files: SITE },
  {
    name: 'ignored files',
    dockerfile: 'FROM scratch\nCOPY . /all/\nCOPY site /site/\nCOPY --exclude=css site/i* /more/\n',
    files: { ...SITE, '.dockerignore': '# no\n**/*.md\nsite/css\n!site/css/deep\nb*\n' },
  },
  {
    name: 'an ignored source',
    dockerfile: 'FROM scratch\nCOPY a.txt b.txt /all/\n',
    files: { ...SITE, '.dockerignore': 'b.txt\n' },
    fails: true,
  },
  {
    name: 'the example of the line',
    dockerfile: [
      'ARG BASE=base',
      'FROM scratch AS assets',
      'COPY site/ /site/',
      'FROM ${BASE} AS final',
      'ARG VERSION=dev',
      'ENV APP_VERSION=${VERSION:-none} GREETING="hello $VERSION"',
      'WORKDIR /srv/app',
      'COPY --chown=app:app --from=assets /site ./public/',
      'COPY --chmod=0755 a.txt /usr/bin/run',
      'ADD t.tar.gz /opt/',
      'LABEL org.example.version="$VERSION" org.example.quote=\'a "b" c\'',
      'EXPOSE 8080/tcp 9090/udp',
      'VOLUME ["/data"]',
      'USER app',
      'ENTRYPOINT ["/usr/bin/run"]',
      'CMD ["serve", "--port=8080"]',
      '',
    ].join('\n'),
    files: SITE,
    archives: ['t.tar.gz'],
  },
  {
    name: 'heredocs',
    dockerfile:
      "FROM base\nARG V=1\nCOPY <<one <<'two' /h/\nv=$V \\$V \\\\ \"q\" 'r'\none\n$V \\$V\ntwo\nCOPY --chown=app --chmod=600 <<EOF /etc/app.conf\nx\nEOF\n",
  },
  {
    name: 'archives',
    dockerfile:
      'FROM base\nADD t.tar.gz /opt/\nADD t.tar /tmp\nADD --chown=app t.tar.gz /mine/deep\nADD --unpack=false t.tar /kept/\nADD a.txt /plain/\nADD fake.tar.gz empty /fake/\nCOPY t.tar /copied/\n',
    files: { ...SITE, 'fake.tar.gz': 'no archive\n' },
    archives: ['t.tar', 't.tar.gz'],
  },
  {
    name: 'archives of xz and bzip2',
    dockerfile: 'FROM scratch\nADD t.tar.xz /x/\nADD t.tar.bz2 /b/\nADD fake.xz /fake/\n',
    files: { 'fake.xz': Buffer.from('fd377a585a000004e6d6b446', 'hex') },
    archives: ['t.tar.xz', 't.tar.bz2'],
  },
  {
    name: 'what a URL gives',
    dockerfile:
      'FROM base\nADD {url}/a%20b.txt?x=y /in/\nADD --chown=app --chmod=640 {url}/dated /other\nADD {url}/tree.tar.gz {url}/ /kept/\nADD --checksum={sum} {url}/dated /tmp/\n',
  },
  {
    name: 'a URL with another checksum',
    dockerfile: `FROM scratch\nADD --checksum=sha256:${'0'.repeat(64)} {url}/dated /\n`,
    fails: true,
  },
  { name: 'a URL that gives nothing', dockerfile: 'FROM scratch\nADD {url}/nowhere /\n', fails: true },
  {
    name: 'a git repository',
    dockerfile: 'FROM base\nADD {git}#work:docs /docs\nADD --chown=app {git}#work /home/app/\n',
  },
  {
    name: 'hard links',
    dockerfile: 'FROM scratch\nCOPY hard /h\nCOPY hard/1 hard/2 /apart/\n',
    files: { 'hard/1': 'same', 'hard/2=': { link: 'hard/1' } },
  },
  {
    name: 'configuration',
    dockerfile: [
      'FROM base',
      'ARG VERSION=dev',
      'ARG UNSET',
      'ENV A=1 B="two words" PATH=$PATH:/more',
      'ENV A=3',
      'ENV C old style',
      'LABEL a="x y" b=$A c=\'$A\'',
      'EXPOSE 83/tcp 83/udp 8000-8002',
      'EXPOSE $A 53/UDP',
      'VOLUME /data /more',
      'VOLUME ["/json dir"]',
      'STOPSIGNAL SIGINT',
      'SHELL ["/bin/ash", "-ec"]',
      'HEALTHCHECK --interval=5s --timeout=1m30s --start-period=2s --start-interval=1s --retries=4 CMD wget -q localhost',
      'MAINTAINER Some Body',
      'CMD echo hi',
      'ENTRYPOINT ["a", "b"]',
      'USER app:app',
      '',
    ].join('\n'),
    labels: { a: 'from outside', z: 'new' },
  },
  {
    name: 'configuration of scratch',
    dockerfile: 'FROM scratch\nCOPY a.txt /\nENV X=1\nCMD ["/a"]\nHEALTHCHECK NONE\n',
    files: SITE,
  },
  { name: 'entrypoint clears an inherited cmd', dockerfile: 'FROM base\nENTRYPOINT run me\n' },
  {
    name: 'cmd before entrypoint stays',
    dockerfile: 'FROM base\nCMD one\nENTRYPOINT two\nSHELL ["/x"]\nCMD three\n',
  },
  { name: 'exec form with something after it', dockerfile: 'FROM base\nCMD ["a"] b\nENTRYPOINT []\n' },
  {
    name: 'build arguments',
    dockerfile:
      'ARG TOP=top\nFROM base\nARG TOP\nARG V=1\nARG W=${V}2\nENV X=$TOP-$V-$W-$TARGETARCH\nARG TARGETARCH\nENV Y=$TARGETARCH\nCOPY $V.txt /$W/\n',
    buildArgs: { V: 'a', TOP: 'given' },
    files: SITE,
  },
  {
    name: 'a target',
    dockerfile: 'FROM base AS one\nENV A=1\nFROM base AS two\nCOPY nowhere /\n',
    target: 'one',
  },
]
