export const id = 491;
export const ids = [491];
export const modules = {

/***/ 7491:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   helpText: () => (/* binding */ helpText)
/* harmony export */ });
/* harmony import */ var _commands_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7814);
/* harmony import */ var _table_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7354);


const WIDTH = 100;
const INDENT = 8;
/** The text of `--help`: of one command, or of the program. Ends with a line end. */
function helpText(command) {
    const row = command === 'help' ? undefined : (0,_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .findCommand */ .Zv)(command);
    return row ? commandHelp(row) : programHelp();
}
function programHelp() {
    const width = Math.max(..._commands_js__WEBPACK_IMPORTED_MODULE_0__/* .COMMANDS */ .Lo.map((row) => row.name.length));
    return [
        'Builds and pushes OCI container images without a Docker daemon, root or a privileged container.',
        '',
        'usage: dockless COMMAND [FLAGS]',
        '',
        ..._commands_js__WEBPACK_IMPORTED_MODULE_0__/* .COMMANDS */ .Lo.map((row) => `  ${row.name.padEnd(width)}  ${row.summary}`),
        '',
        'dockless COMMAND --help tells the flags of a command.',
        '',
    ].join('\n');
}
function commandHelp(command) {
    const rows = _table_js__WEBPACK_IMPORTED_MODULE_1__/* .INPUTS */ .mc.filter((row) => row.commands.includes(command.name));
    const flags = rows.filter((row) => row.hosts.includes('flag'));
    const secrets = rows.filter((row) => row.secret);
    const argument = command.argument === undefined ? '' : ` ${command.argument}`;
    const lines = [command.summary, '', `usage: dockless ${command.name}${argument} [FLAGS]`, ''];
    for (const option of [...command.options, ..._commands_js__WEBPACK_IMPORTED_MODULE_0__/* .COMMON_OPTIONS */ .DT]) {
        lines.push(`  --${option.name}${option.value === undefined ? '' : ` ${option.value}`}`);
        lines.push(...wrapped(option.description));
    }
    if (flags.length > 0) {
        lines.push('', 'Inputs. Each can also be given as a variable: --build-args is DOCKLESS_BUILD_ARGS.', '');
        for (const row of flags)
            lines.push(flagLine(row), ...wrapped(describe(row)));
    }
    if (secrets.length > 0) {
        lines.push('', 'Secrets are given as variables only:', '');
        for (const row of secrets)
            lines.push(`  ${(0,_table_js__WEBPACK_IMPORTED_MODULE_1__/* .variableOf */ .Qn)(row.name)}`, ...wrapped(row.description));
    }
    return `${lines.join('\n')}\n`;
}
function flagLine(row) {
    if (row.kind === 'boolean')
        return `  --${row.name}, --no-${row.name}`;
    return `  --${row.name} ${row.choices?.join('|') ?? row.value}${(0,_table_js__WEBPACK_IMPORTED_MODULE_1__/* .isList */ .Lv)(row) ? ' …' : ''}`;
}
function describe(row) {
    const plain = row.description.replaceAll('`', '');
    const more = [
        ...(row.default === '' ? [] : [`Default: ${row.default.replaceAll('`', '')}.`]),
        ...((0,_table_js__WEBPACK_IMPORTED_MODULE_1__/* .isList */ .Lv)(row) ? ['May be repeated.'] : []),
        ...(row.deprecated === undefined ? [] : [`Deprecated: ${row.deprecated}`]),
    ];
    return [plain, ...more].join(' ');
}
function wrapped(text) {
    const lines = [];
    let line = '';
    for (const word of text.split(' ')) {
        if (line !== '' && INDENT + line.length + 1 + word.length > WIDTH) {
            lines.push(line);
            line = '';
        }
        line = line === '' ? word : `${line} ${word}`;
    }
    return [...lines, line].map((each) => ' '.repeat(INDENT) + each);
}


/***/ })

};
