import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { root, runMain } from './toolchain.mjs';

/** @typedef {{ text: string, tags: string }} Comment what it says, then what is taken when nothing is said and what the style sees */
/** @typedef {{ name: string, type: string } & Comment} Member */
/** @typedef {{ name: string, element: string | undefined, props: readonly Member[], states: readonly Member[] } & Comment} Part */

const source = join(root, 'packages', 'react-uploader', 'src');
const page = join(root, 'docs', 'parts.md');
/** What stands below it is written by this script. */
const mark = '<!-- parts: written by scripts/parts-page.mjs -->\n';

/** The page as the code has it now: what is written by hand stays. */
export function renderPartsPage() {
  const [byHand = ''] = readFileSync(page, 'utf8').split(mark);
  return `${byHand}${mark}${readParts().map(toMarkdown).join('')}`;
}

/** Every part that the package exports, by name. @returns {readonly Part[]} */
export function readParts() {
  const files = globSync('{parts,hooks}/**/*.{ts,tsx}', { cwd: source }).filter(
    (path) => !path.includes('.test.'),
  );
  const statements = files.flatMap((path) => [...parse(path).statements]);
  const interfaces = new Map(
    statements.filter(ts.isInterfaceDeclaration).map((declaration) => [declaration.name.text, declaration]),
  );
  const exported = parse('index.ts').statements.flatMap(partNamesOf);
  return exported.sort().map((name) => toPart(name, statements, interfaces));
}

/** @param {string} path */
function parse(path) {
  const text = readFileSync(join(source, path), 'utf8');
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
}

/** Components among the values that a line of the export list takes from the parts. @param {ts.Statement} statement */
function partNamesOf(statement) {
  if (!ts.isExportDeclaration(statement) || statement.isTypeOnly) return [];
  const { moduleSpecifier, exportClause } = statement;
  const isPart = moduleSpecifier !== undefined && /'\.\/parts\/[\w/-]+\.tsx'/.test(moduleSpecifier.getText());
  if (!isPart || exportClause === undefined || !ts.isNamedExports(exportClause)) return [];
  return exportClause.elements.map(({ name }) => name.text).filter((name) => /^[A-Z]/.test(name));
}

/**
 * @param {string} name
 * @param {readonly ts.Statement[]} statements
 * @param {ReadonlyMap<string, ts.InterfaceDeclaration>} interfaces
 * @returns {Part}
 */
function toPart(name, statements, interfaces) {
  const statement = statements.find((candidate) => declares(candidate, name));
  const component = statement && findFunction(statement, name);
  const type = component?.parameters[0]?.type;
  if (statement === undefined || type === undefined) throw new Error(`${name} is not written as parts are.`);
  const members = membersOf(type, interfaces);
  const render = members.find((member) => member.name.getText() === 'render');
  const state =
    render?.type && ts.isTypeReferenceNode(render.type) ? render.type.typeArguments?.[1] : undefined;
  return {
    name,
    ...commentOf(statement),
    element: /PartProps<'(?<element>\w+)'>/.exec(render?.type?.getText() ?? '')?.groups?.element,
    props: members.filter((member) => member !== render).map(toMember),
    states: state === undefined ? [] : membersOf(state, interfaces).map(toMember),
  };
}

/** @param {ts.Statement} statement @param {string} name */
function declares(statement, name) {
  if (ts.isFunctionDeclaration(statement)) return statement.name?.text === name;
  if (!ts.isVariableStatement(statement)) return false;
  return statement.declarationList.declarations.some((declaration) => declaration.name.getText() === name);
}

/** The component itself, inside whatever is around it. @param {ts.Node} node @param {string} name @returns {ts.FunctionLikeDeclaration | undefined} */
function findFunction(node, name) {
  if ((ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node)) && node.name?.text === name)
    return node;
  return ts.forEachChild(node, (child) => findFunction(child, name));
}

/**
 * Members of a type by name, of what it extends too; what elements of the page take anyway is not among them.
 * @param {ts.TypeNode | ts.ExpressionWithTypeArguments} type
 * @param {ReadonlyMap<string, ts.InterfaceDeclaration>} interfaces
 * @returns {readonly ts.PropertySignature[]}
 */
function membersOf(type, interfaces) {
  const [name = ''] = type.getText().split('<');
  const parameters = 'typeArguments' in type ? (type.typeArguments ?? []) : [];
  const [of, keys] = /** @type {readonly ts.TypeNode[]} */ (parameters);
  if (name === 'Pick' || name === 'Omit') {
    if (of === undefined || keys === undefined) return [];
    const named = new Set(keys.getText().match(/\w+/g));
    return membersOf(of, interfaces).filter(
      (member) => named.has(member.name.getText()) === (name === 'Pick'),
    );
  }
  const declaration = interfaces.get(name);
  if (declaration === undefined) return [];
  const inherited = (declaration.heritageClauses ?? []).flatMap(({ types }) => types);
  return [
    ...inherited.flatMap((parent) => membersOf(parent, interfaces)),
    ...declaration.members.filter(ts.isPropertySignature),
  ];
}

/** @param {ts.PropertySignature} member @returns {Member} */
function toMember(member) {
  // A table's cell ends at a bar.
  const type = onOneLine(member.type?.getText() ?? '')
    .replace(/ \| undefined$/, '')
    .replaceAll('|', '\\|');
  return { name: `${member.name.getText()}${member.questionToken ? '?' : ''}`, type, ...commentOf(member) };
}

/** @param {ts.Node} node @returns {Comment} */
function commentOf(node) {
  const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const tags = (comment?.tags ?? []).flatMap(({ tagName, comment: said }) => {
    const text = ts.getTextOfJSDocComment(said) ?? '';
    if (tagName.text === 'default') return [`Left out: ${text}.`];
    return tagName.text === 'selector' ? [text.replace(/\[[^\]]+\]/g, '`$&`')] : [];
  });
  return {
    text: onOneLine(ts.getTextOfJSDocComment(comment?.comment) ?? ''),
    tags: onOneLine(tags.join(' ')),
  };
}

/** @param {string} text */
function onOneLine(text) {
  return text.replace(/\s+/g, ' ').trim();
}

/** @param {Part} part */
function toMarkdown({ name, text, element, props, states }) {
  const renders = element === undefined ? '' : ` Renders \`<${element}>\`.`;
  return `\n## ${name}\n\n${text}${renders}\n${toTable('Prop', props)}${toTable('State', states)}`;
}

/** @param {string} title @param {readonly Member[]} members */
function toTable(title, members) {
  if (members.length === 0) return '';
  const rows = members.map(
    ({ name, type, text, tags }) => `| \`${name}\` | \`${type}\` | ${`${text} ${tags}`.trim()} |\n`,
  );
  return `\n| ${title} | Type | |\n| --- | --- | --- |\n${rows.join('')}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runMain(async () => {
    writeFileSync(page, renderPartsPage());
    return 0;
  });
}
