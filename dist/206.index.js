export const id = 206;
export const ids = [206];
export const modules = {

/***/ 8206:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  doctor: () => (/* binding */ doctor)
});

// EXTERNAL MODULE: ./build/dockerfile/parse.js + 5 modules
var parse = __webpack_require__(2109);
// EXTERNAL MODULE: ./build/dockerfile/needs.js
var dockerfile_needs = __webpack_require__(5306);
// EXTERNAL MODULE: ./build/process/find.js
var find = __webpack_require__(2923);
// EXTERNAL MODULE: ./build/project/read.js + 4 modules
var read = __webpack_require__(3203);
// EXTERNAL MODULE: ./build/runner/proc.js
var proc = __webpack_require__(5515);
;// CONCATENATED MODULE: ./build/report/doctor.js

/** Tells what the runner is and allows, what every strategy makes of it, and what to change. Pure. */
function renderDoctor(facts, assessments, host) {
    const sections = [...factSections(facts), toolSection(facts), daemonSection(facts)];
    return {
        text: renderText(host, sections, facts, assessments),
        markdown: renderMarkdown(host, sections, facts, assessments),
        json: { host, facts, assessments },
    };
}
function factSections(facts) {
    const { system, process, subordinate, sysctls, temporary } = facts;
    const place = system.container === undefined ? 'a plain machine' : `a container: ${system.container}`;
    return [
        {
            title: 'System',
            rows: [
                ['kernel', `Linux ${system.kernel}, ${system.architecture}`],
                ['size', `${system.cpus} processors, ${bytes(system.memoryBytes)} of memory`],
                ['place', system.kubernetes ? `${place}, in Kubernetes` : place],
                ['node', system.node],
            ],
        },
        {
            title: 'Process',
            rows: [
                ['user', `uid ${process.uid} (${process.user ?? 'no entry in /etc/passwd'}), gid ${process.gid}`],
                ['capabilities', capabilities(process.capabilities)],
                ['bounding set', capabilities(process.boundingSet)],
                ['no_new_privs', process.noNewPrivileges ? 'set' : 'not set'],
                ['seccomp', process.seccomp],
                ['security label', process.securityLabel ?? 'none'],
                ['user namespace', process.nested ? 'one of a container' : 'the initial one'],
                ['masked in /proc', listed(process.maskedProc)],
            ],
        },
        {
            title: 'Subordinate ids',
            rows: [
                ['uids', ranges(subordinate.uids)],
                ['gids', ranges(subordinate.gids)],
                ['newuidmap', subordinate.helper ?? 'not on PATH'],
                ['map', mapLine(facts)],
            ],
        },
        {
            title: 'Kernel switches',
            rows: [
                ['user.max_user_namespaces', switched(sysctls.maxUserNamespaces)],
                ['kernel.unprivileged_userns_clone', switched(sysctls.unprivilegedUsernsClone)],
                [
                    'kernel.apparmor_restrict_unprivileged_userns',
                    switched(sysctls.apparmorRestrictUnprivilegedUserns),
                ],
            ],
        },
        {
            title: 'Temporary directory',
            rows: [
                ['path', `${temporary.path}${temporary.writable ? '' : ' (cannot be written)'}`],
                ['filesystem', `${temporary.filesystem}, ${temporary.mountOptions.join(',')}`],
                ['free', bytes(temporary.freeBytes)],
            ],
        },
    ];
}
function mapLine({ idMap, cloned }) {
    if (idMap)
        return idMap.method;
    return cloned
        ? `${cloned.idMap.method}, in namespaces by clone(2): unshare(2) is closed`
        : 'none could be written';
}
function toolSection({ tools }) {
    const rows = Object.entries(tools).map(([name, tool]) => [name, toolLine(tool)]);
    return { title: 'Tools on PATH', rows };
}
function toolLine(tool) {
    if (tool === undefined)
        return 'not found';
    const version = tool.version === undefined ? '' : `${tool.version} `;
    return `${version}${tool.path}${tool.problem === undefined ? '' : `: ${tool.problem}`}`;
}
function daemonSection({ daemons }) {
    const rows = daemons.map(({ socket, rootless, evidence }) => [socket, `${rootless ? 'rootless' : 'ROOT-EQUIVALENT'}: ${evidence}`]);
    return { title: 'Container daemons within reach', rows: rows.length > 0 ? rows : [['none', '']] };
}
const TRIAL_NAMES = {
    userNamespace: 'make a user namespace',
    mapRoot: 'map root in it',
    mapRange: 'map 65,536 ids in it',
    mount: 'mount in it',
    mountProc: 'mount a fresh /proc in it',
    container: 'set a host name and a root in it',
    overlay: 'use an overlay in it',
    fuse: 'open /dev/fuse',
};
function trialFindings({ trials }) {
    const finding = (name) => {
        const trial = trials[name];
        return { ...trial, name: TRIAL_NAMES[name] };
    };
    return [
        finding('userNamespace'),
        finding('mapRoot'),
        finding('mapRange'),
        finding('mount'),
        finding('mountProc'),
        finding('container'),
        finding('overlay'),
        finding('fuse'),
    ];
}
/** Every fix once, in the order in which the strategies ask for it. */
function fixes(assessments) {
    const failed = assessments.flatMap((one) => one.conditions.filter((condition) => !condition.holds));
    return [...new Set(failed.map((condition) => condition.fix).filter((fix) => fix !== ''))];
}
function verdict({ strategy, holds }) {
    return `${strategy}: ${holds ? 'can build here' : 'cannot build here'}`;
}
function renderText(host, sections, facts, assessments) {
    const lines = [`What this runner allows (host: ${host}; probed in ${facts.tookMs} ms)`];
    for (const { title, rows } of sections) {
        const width = Math.max(...rows.map(([name]) => name.length));
        lines.push('', title, ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`.trimEnd()));
    }
    const told = new Set();
    lines.push('', 'Trials', ...trialFindings(facts).flatMap((finding) => findingLines(finding, told)));
    lines.push('', 'Strategies');
    for (const assessment of assessments) {
        lines.push(`  ${verdict(assessment)}`);
        lines.push(...assessment.conditions.flatMap((one) => findingLines(one, new Set()).map((line) => `  ${line}`)));
    }
    const todo = fixes(assessments);
    if (todo.length > 0)
        lines.push('', 'What to change for more strategies', ...todo.map((fix) => `  - ${fix}`));
    return `${lines.join('\n')}\n`;
}
/** `told` holds the causes that stand above already: one switch may fail six trials. */
function findingLines(finding, told) {
    const { name, holds, evidence, cause, fix } = finding;
    const lines = [`  ${holds ? 'yes' : 'NO '}  ${name}${evidence ? `: ${evidence}` : ''}`];
    if (!holds && cause && told.has(cause))
        return [...lines, '       cause and fix: as above'];
    if (cause)
        told.add(cause);
    if (!holds && cause)
        lines.push(`       cause: ${cause}`);
    if (!holds && fix)
        lines.push(`       fix: ${fix}`);
    return lines;
}
function renderMarkdown(host, sections, facts, assessments) {
    const lines = [
        '## What this runner allows',
        '',
        `Host ${host}, probed in ${facts.tookMs} ms.`,
        '',
    ];
    lines.push('| strategy | here | what is missing |', '| --- | --- | --- |');
    for (const { strategy, holds, conditions } of assessments) {
        const missing = conditions.filter((condition) => !condition.holds);
        const why = missing.map(({ name, evidence }) => `${name}: ${evidence}`).join('; ');
        lines.push(`| ${cell(strategy)} | ${holds ? 'yes' : 'no'} | ${cell(why)} |`);
    }
    const todo = fixes(assessments);
    if (todo.length > 0)
        lines.push('', '### What to change for more strategies', '', ...todo.map((fix) => `- ${inline(fix)}`));
    lines.push('', '### Trials', '', '| trial | holds | evidence | cause and fix |', '| --- | --- | --- | --- |');
    for (const { name, holds, evidence, cause, fix } of trialFindings(facts)) {
        const why = [cause, fix].filter((text) => text !== undefined).join('. Fix: ');
        lines.push(`| ${cell(name)} | ${holds ? 'yes' : 'no'} | ${cell(evidence)} | ${cell(why)} |`);
    }
    lines.push('', '<details><summary>Facts</summary>', '');
    for (const { title, rows } of sections) {
        lines.push(`**${title}**`, '', '| | |', '| --- | --- |');
        lines.push(...rows.map(([name, value]) => `| ${cell(name)} | ${cell(value)} |`), '');
    }
    lines.push('</details>');
    return `${lines.join('\n')}\n`;
}
/** Text in a cell of a Markdown table: code spans stay, everything that would end the cell or be HTML does not. */
function cell(text) {
    return inline(text).replaceAll('|', '\\|');
}
function inline(text) {
    const escaped = text.replaceAll(/\s*\n\s*/g, ' ');
    // Inside of a code span nothing is HTML, outside of it everything might be.
    return escaped
        .split('`')
        .map((part, index) => (index % 2 === 1 ? part : part.replaceAll('&', '&amp;').replaceAll('<', '&lt;')))
        .join('`');
}
/** Root's forty capabilities in a word; a container's fourteen by name. */
function capabilities(held) {
    const missing = proc/* CAPABILITIES */.$8.filter((name) => !held.includes(name));
    if (missing.length === 0)
        return 'all';
    return missing.length <= 5 ? `all but ${missing.join(', ')}` : listed(held);
}
function listed(names) {
    return names.length === 0 ? 'none' : names.join(', ');
}
function ranges(list) {
    return listed(list.map(({ start, count }) => `${count} from ${start}`));
}
function switched(value) {
    return value === undefined ? 'not in this kernel' : String(value);
}
function bytes(size) {
    const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
    const power = Math.min(units.length - 1, size > 0 ? Math.floor(Math.log2(size) / 10) : 0);
    const value = size / 1024 ** power;
    return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power] ?? ''}`;
}

// EXTERNAL MODULE: ./build/request/environment.js
var environment = __webpack_require__(71);
// EXTERNAL MODULE: ./build/request/raw.js
var raw = __webpack_require__(5756);
// EXTERNAL MODULE: ./build/request/read.js + 9 modules
var request_read = __webpack_require__(2204);
// EXTERNAL MODULE: ./build/request/variables.js
var variables = __webpack_require__(1535);
// EXTERNAL MODULE: ./build/runner/probe.js + 10 modules
var probe = __webpack_require__(4933);
// EXTERNAL MODULE: ./build/strategies/all.js + 45 modules
var strategies_all = __webpack_require__(557);
// EXTERNAL MODULE: ./build/tools/offer.js
var offer = __webpack_require__(9922);
// EXTERNAL MODULE: ./build/commands/session.js
var commands_session = __webpack_require__(6183);
// EXTERNAL MODULE: ./build/commands/tool-store.js
var tool_store = __webpack_require__(2045);
;// CONCATENATED MODULE: ./build/commands/doctor.js














/** What the strategies are asked about: the least that needs them at all. */
const WITHOUT_RUN = 'FROM scratch\nCOPY . /\n';
const WITH_RUN = 'FROM busybox\nRUN true\n';
/** `dockless doctor`: what this runner is and allows, which strategies work here, and what to change for the others. */
async function doctor(session) {
    const { host, lifetime, line } = session;
    const given = (0,raw/* combine */.k)(line, (0,variables/* readVariables */.C)(process.env));
    const [seen, tools] = await Promise.all([
        (0,probe/* probe */.d)({ host: host.name, temporary: host.temporary, signal: lifetime.signal }),
        (0,tool_store/* openTools */.a0)(session, (0,request_read/* readTools */.sR)(given.inputs, given.mistakes)),
    ]);
    const facts = (0,offer/* withOffers */.s)(seen, tools.offers);
    const exampleFor = await examples(host.workspace);
    const assessments = strategies_all/* STRATEGIES */.Y.map((strategy) => strategy.assess(exampleFor(strategy.name), facts));
    const report = renderDoctor(facts, assessments, host.name);
    if (line.json)
        return (0,commands_session/* printJson */.Q2)(report.json);
    await host.summary(report.markdown);
    await (0,commands_session/* print */.yy)(line.markdown ? report.markdown : report.text);
}
/** A task of the kind that a strategy builds. */
async function examples(workspace) {
    const [program, project] = await Promise.all([(0,find/* findProgram */.K)('s2i'), (0,read/* exampleProject */.yr)(workspace, process.env)]);
    const withRun = example(WITH_RUN, workspace);
    const [builder] = withRun.needs.images;
    const settings = { jib: {}, jkube: { 'generator.from': 'busybox' } };
    const tasks = {
        assemble: example(WITHOUT_RUN, workspace),
        jib: { request: withRun.request, project, needs: { images: [] } },
        jkube: { request: { ...withRun.request, project: settings }, project, needs: { images: [] } },
        ...(builder ? { s2i: { ...withRun, s2i: { program, builder: builder.reference } } } : {}),
    };
    return (strategy) => tasks[strategy] ?? withRun;
}
function example(text, workspace) {
    const request = (0,request_read/* readRequest */["in"])(new Map(), (0,environment/* requestEnvironment */.x)(workspace));
    const dockerfile = (0,parse/* parseDockerfile */.A)(text, 'Dockerfile');
    const needs = (0,dockerfile_needs/* needsOf */.h)(dockerfile, { buildArgs: {}, platform: request.platform, namedContexts: {} });
    const context = { directory: workspace, dockerfile: 'Dockerfile', ignoreFile: undefined, named: {} };
    return { request, context, dockerfile, needs };
}


/***/ })

};
