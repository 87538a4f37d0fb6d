// The action's post step. It says which phase this is and hands over: see "Entry" in ARCHITECTURE.md.
process.env['DOCKLESS_PHASE'] = 'post'
// @ts-expect-error the bundle's entry lies beside this file in dist/, and is not a module of this program
await import('./index.js')
export {}
