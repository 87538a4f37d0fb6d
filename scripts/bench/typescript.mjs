// Lets this process import the test bed's TypeScript. Import it before anything that does.
import * as module from 'node:module'

if (module.registerHooks === undefined || Number(process.versions.node.split('.')[0]) < 24) {
  console.error('this reads the test bed’s TypeScript and needs Node 24: start it with "npm run"')
  process.exit(1)
}
// The sources name each other as they will be called once compiled.
module.registerHooks({
  resolve(specifier, context, next) {
    const isOurs = specifier.startsWith('.') && context.parentURL?.includes('/test/')
    return next(isOurs ? specifier.replace(/\.js$/, '.ts') : specifier, context)
  },
})
