export const id = 285;
export const ids = [285];
export const modules = {

/***/ 7285:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   firstNotRoots: () => (/* binding */ firstNotRoots)
/* harmony export */ });
/* harmony import */ var _oci_compression_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9036);
/* harmony import */ var _oci_tar_read_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8330);


/**
 * The first file of the layers whose owner or group is not root; undefined when there is none. Also one that a later
 * layer hides counts: who unpacks an image unpacks each layer. Reads no further than to what it finds.
 */
async function firstNotRoots(layers, content) {
    for (const { digest } of layers)
        for await (const { header } of (0,_oci_tar_read_js__WEBPACK_IMPORTED_MODULE_1__/* .readTar */ .s)((0,_oci_compression_js__WEBPACK_IMPORTED_MODULE_0__/* .decompress */ .mF)(await content.open(digest)))) {
            const { path, uid, gid } = header;
            if (uid !== 0 || gid !== 0)
                return { path, uid, gid };
        }
    return undefined;
}


/***/ })

};
