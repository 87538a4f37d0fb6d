/** The release that this bundle is. `npm run check` holds it to package.json. */
export const VERSION = '0.1.0'
