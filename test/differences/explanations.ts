import type { StrategyName } from '../../src/request/request.js'
import type { Difference } from '../support/image-diff.js'

/** A kind of difference between BuildKit's image and another builder's, and why it is there. */
export interface Explanation {
  readonly what: string
  /** The builders whose images have it. */
  readonly builders: readonly StrategyName[]
  readonly buildkit: string
  readonly others: string
  readonly why: string
  is(difference: Difference): boolean
}

const at =
  (pattern: RegExp) =>
  ({ where }: Difference): boolean =>
    pattern.test(where)

const BUILDAH = ['buildah', 'podman'] as const

/** `SOURCE_DATE_EPOCH` of the builds: with it all dates are comparable. Later than the context's files. */
export const EPOCH = 1_720_000_000

/** Every kind that is known. The first that fits a difference explains it; one that fits none of its builder’s is wrong. */
export const EXPLANATIONS: readonly Explanation[] = [
  {
    what: 'What RUN steps write below a VOLUME that is declared above them',
    builders: [...BUILDAH, 'kaniko'],
    buildkit: 'is kept',
    others: 'is dropped',
    why: 'buildah before 1.37 and kaniko do as Docker’s first builder did. The build says so, with the lines. Put VOLUME below the steps.',
    is: at(/^\/(data\/after|srv\/site\/after)$/),
  },
  {
    what: 'Files and directories on which something was mounted during a step, and that the base lacks',
    builders: BUILDAH,
    buildkit: 'are removed after the step',
    others: 'stay, empty',
    why: 'buildah makes them in the image’s own tree. Left in: to take them out, layers would have to be written anew.',
    is: ({ where, left }) =>
      left === 'missing' &&
      /^\/(etc\/(hosts|hostname|resolv\.conf)|mnt|run\/secrets|var\/cache)(\/|$)/.test(where),
  },
  {
    what: 'Date of the directories that hold those',
    builders: BUILDAH,
    buildkit: 'is that of the base',
    others: 'is that of the build',
    why: 'A file was made in them.',
    is: ({ where, left, right }) =>
      /^\/(etc|home|var|run) mtime$/.test(where) && left !== EPOCH && right === EPOCH,
  },
  {
    what: 'Dates of files that are older than SOURCE_DATE_EPOCH',
    builders: BUILDAH,
    buildkit: 'are kept; later ones become SOURCE_DATE_EPOCH',
    others: 'become SOURCE_DATE_EPOCH',
    why: 'buildah’s --timestamp sets the date of every file of a new layer. Without SOURCE_DATE_EPOCH they keep theirs.',
    is: ({ where, left, right }) =>
      where.endsWith(' mtime') && typeof left === 'number' && left < EPOCH && right === EPOCH,
  },
  {
    what: 'Dates of all files of new layers, with SOURCE_DATE_EPOCH',
    builders: ['kaniko'],
    buildkit: 'are SOURCE_DATE_EPOCH or older',
    others: 'are 1970-01-01T00:00:00Z',
    why: 'kaniko’s --reproducible knows no other date for files. The image and its history get SOURCE_DATE_EPOCH from Dockless.',
    is: ({ where, right }) => where.endsWith(' mtime') && right === 0,
  },
  {
    what: 'Hard links among the files that COPY brings',
    builders: ['kaniko'],
    buildkit: 'stay links',
    others: 'become files of their own',
    why: 'kaniko writes each name by itself.',
    is: at(/^\/srv\/(made|chowned|source)\/.* sharedWith$/),
  },
  {
    what: 'A hard link that a step makes to a file of an earlier step',
    builders: BUILDAH,
    buildkit: 'is one, with its file, in the layer of the step',
    others: 'is a file of its own',
    why: 'To buildah the earlier file is unchanged, so that its layer has the new name alone.',
    is: at(/^\/srv\/(made|chowned)\/setuid(-again)? sharedWith$/),
  },
  {
    what: 'A change of one name of a hard link that the base brought',
    builders: [...BUILDAH, 'kaniko'],
    buildkit: 'parts the names: the others keep the old content',
    others: 'changes all of them',
    why: 'BuildKit’s steps run on an overlay, which copies the changed file up. The others have the whole tree before them.',
    is: at(/^\/etc\/group-? /),
  },
  {
    what: 'An ARG with a default, below an ENV of the same name',
    builders: BUILDAH,
    buildkit: 'the ARG counts in the steps below it',
    others: 'the ENV counts',
    why: 'The Dockerfile reference says that ENV always counts; BuildKit and the assembler take the later one. Use two names.',
    is: at(/^\/tmp\/env\/SPACED=/),
  },
  {
    what: 'COPY with --chmod: directories that it makes on the way',
    builders: BUILDAH,
    buildkit: 'get that mode too',
    others: 'are 0755',
    why: 'BuildKit’s is an oddity: with a mode like 0640 nobody but root can enter them.',
    is: at(/^\/srv\/owned(\/by)? mode$/),
  },
  {
    what: 'The directory of a WORKDIR below which nothing is run or copied',
    builders: BUILDAH,
    buildkit: 'is in the image',
    others: 'is not',
    why: 'buildah only notes the setting. A runtime makes the directory when it starts a container, as root’s.',
    is: at(/^\/work(\/|$)/),
  },
  {
    what: 'Variables of tracing in RUN steps (OTEL_…, TRACEPARENT)',
    builders: [...BUILDAH, 'kaniko'],
    buildkit: 'are there',
    others: 'are not',
    why: 'BuildKit tells steps where its traces go. Nothing listens there: Dockless has removed the socket.',
    is: at(/^\/tmp\/env\/(OTEL_|TRACEPARENT=)/),
  },
  {
    what: 'The variable HOSTNAME in RUN steps',
    builders: BUILDAH,
    buildkit: 'is not there',
    others: 'is the name of the container',
    why: 'buildah’s containers have it. It is not in the image’s settings.',
    is: at(/^\/tmp\/env\/HOSTNAME=/),
  },
  {
    what: 'Set-user-ID, set-group-ID bits and capabilities of files that COPY --from or COPY --chown brings',
    builders: ['kaniko'],
    buildkit: 'are kept',
    others: 'are lost',
    why: 'kaniko sets the owner after the mode, and chown(2) clears the bits. Set them in a RUN step of the last stage.',
    is: at(
      /^\/srv\/(made|chowned|source)\/(.*\/)?(setuid|setuid-again|setgid|suid|packed) mode$|capable xattrs$/,
    ),
  },
  {
    what: 'Owner of symbolic links that COPY --from, COPY --chown or ADD of an archive makes',
    builders: ['kaniko'],
    buildkit: 'is the given one, or that of the source',
    others: 'is root',
    why: 'kaniko does not set it. It has no meaning but for who may remove the link from a sticky directory.',
    is: at(/^\/srv\/(chowned|source|unpacked)\/(.*\/)?(link|dangling) [ug]id$/),
  },
  {
    what: 'The directory into which COPY --from copies a directory, or ADD unpacks an archive',
    builders: ['kaniko'],
    buildkit: 'is root’s, 0755',
    others: 'gets owner and mode of the source, or of the archive’s first entry',
    why: 'kaniko makes the directory as it makes what is in it.',
    is: at(/^\/srv\/(source|(source\/|chowned\/)?unpacked) (uid|gid|mode)$/),
  },
  {
    what: 'COPY of a symbolic link that is named or matched by a pattern',
    builders: ['kaniko'],
    buildkit: 'copies what it points to',
    others: 'copies the link',
    why: 'The Dockerfile reference does not say. Inside of a directory both keep links.',
    is: at(/^\/srv\/matched\/link /),
  },
  {
    what: 'config.ArgsEscaped',
    builders: [...BUILDAH, 'kaniko'],
    buildkit: 'is true',
    others: 'is not there',
    why: 'A setting for Windows; nothing on Linux reads it.',
    is: at(/^config\.ArgsEscaped$/),
  },
  {
    what: 'Words of the history',
    builders: ['assemble', ...BUILDAH, 'kaniko'],
    buildkit: 'its own',
    others: 'their own',
    why: 'History is for people to read; no program acts on it.',
    is: at(/^history (created_by|comment|author)$/),
  },
  {
    what: 'Which steps have a layer, and an entry of the history',
    builders: [...BUILDAH, 'kaniko'],
    buildkit: 'each RUN, COPY, ADD, and each WORKDIR that makes a directory; every step has an entry',
    others: 'buildah: a WORKDIR has none. kaniko: only steps with a layer have an entry',
    why: 'Layers and history agree with each other in each of them, as the image-spec wants.',
    is: at(/^(history (length|empty_layer|created)|layer count)$/),
  },
]

/** What explains a difference of a builder's image; undefined when nothing does. */
export function explanationOf(builder: StrategyName, difference: Difference): Explanation | undefined {
  return EXPLANATIONS.find(({ builders, is }) => builders.includes(builder) && is(difference))
}
