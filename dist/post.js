// The action's post step. It says which phase this is and hands over: see "Entry" in ARCHITECTURE.md.
process.env['DOCKLESS_PHASE'] = 'post';
await import('./index.js');
export {};
