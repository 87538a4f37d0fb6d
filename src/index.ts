// The entry: command line and action. See "Entry" in ARCHITECTURE.md.
process.exitCode = 5 // a run that ends in the middle must not end green
const { main } = await import('./main.js')
await main()
export {}
