/** The build context on this machine. Paths are absolute; the Dockerfile may lie outside of the directory. */
export interface LocalContext {
  readonly directory: string
  readonly dockerfile: string
  /** The ignore file that applies: `<Dockerfile>.dockerignore`, else `.dockerignore`; undefined without one. */
  readonly ignoreFile: string | undefined
  /** Named contexts that are directories here: name -> directory. */
  readonly named: Readonly<Record<string, string>>
}
