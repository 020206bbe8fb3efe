import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from './toolchain.mjs';

/** @typedef {{ text: string, tags: string }} Comment what it says, then what is taken when nothing is said and what the style sees */
/** @typedef {{ name: string, type: string } & Comment} Member */
/** @typedef {{ name: string, element: string | undefined, props: readonly Member[], states: readonly Member[] } & Comment} Component */
/** @typedef {{ signature: string } & Comment} Call one way to call a hook, with what is said about it */
/** @typedef {{ name: string, calls: readonly Call[], options: readonly Member[], results: readonly Member[] }} Hook */
/** @typedef {ReadonlyMap<string, ts.InterfaceDeclaration | ts.TypeAliasDeclaration>} Types by their names */
/** @typedef {{ statements: readonly ts.Statement[], types: Types }} Source */

const sourceRoot = join(root, 'packages', 'react-uploader', 'src');

/** Every part that the package exports, by name. @returns {readonly Component[]} */
export function readParts() {
  return readComponents('parts');
}

/** Every block that the package exports, by name, and what goes around them. @returns {readonly Component[]} */
export function readBlocks() {
  return readComponents('(blocks|hooks)');
}

/** Every hook that the package exports, by name. @returns {readonly Hook[]} */
export function readHooks() {
  const source = readSource();
  return exportedNames(/'\.\/(hooks|parts)\//, /^use[A-Z]/).map((name) => toHook(name, source));
}

/** @param {string} folders */
function readComponents(folders) {
  const source = readSource();
  return exportedNames(new RegExp(`'\\./${folders}/[\\w/-]+\\.tsx'`), /^[A-Z]/).map((name) =>
    toComponent(name, source),
  );
}

/** @returns {Source} */
function readSource() {
  const files = globSync('{blocks,parts,hooks,state}/**/*.{ts,tsx}', { cwd: sourceRoot }).filter(
    (path) => !path.includes('.test.'),
  );
  const statements = files.flatMap((path) => [...parse(path).statements]);
  const types = new Map(
    statements
      .filter((statement) => ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
      .map((declaration) => [declaration.name.text, declaration]),
  );
  return { statements, types };
}

/** @param {string} path */
function parse(path) {
  const text = readFileSync(join(sourceRoot, path), 'utf8');
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
}

/** Values that lines of the export list take from some modules. @param {RegExp} from @param {RegExp} named */
function exportedNames(from, named) {
  const names = parse('index.ts').statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement) || statement.isTypeOnly) return [];
    const { moduleSpecifier, exportClause } = statement;
    const isAmongThem = moduleSpecifier !== undefined && from.test(moduleSpecifier.getText());
    if (!isAmongThem || exportClause === undefined || !ts.isNamedExports(exportClause)) return [];
    return exportClause.elements.map(({ name }) => name.text);
  });
  return names.filter((name) => named.test(name)).sort();
}

/** @param {string} name @param {Source} source @returns {Component} */
function toComponent(name, { statements, types }) {
  const statement = statements.find((candidate) => declares(candidate, name));
  const component = statement && findFunction(statement, name);
  if (statement === undefined || component === undefined) {
    throw new Error(`${name} is not written as components are.`);
  }
  const type = component.parameters[0]?.type;
  const members = type === undefined ? [] : membersOf(type, types);
  const render = members.find((member) => member.name.getText() === 'render');
  const state =
    render?.type && ts.isTypeReferenceNode(render.type) ? render.type.typeArguments?.[1] : undefined;
  return {
    name,
    ...commentOf(statement),
    element: /PartProps<'(?<element>\w+)'>/.exec(render?.type?.getText() ?? '')?.groups?.element,
    props: members.filter((member) => member !== render).map(toMember),
    states: state === undefined ? [] : membersOf(state, types).map(toMember),
  };
}

/** @param {string} name @param {Source} source @returns {Hook} */
function toHook(name, { statements, types }) {
  const declarations = statements
    .filter(ts.isFunctionDeclaration)
    .filter((declaration) => declaration.name?.text === name);
  // What is declared several times is called in each of those ways; the last one is how it is written.
  const ways = declarations.length > 1 ? declarations.slice(0, -1) : declarations;
  const [first] = ways;
  if (first === undefined) throw new Error(`${name} is not written as hooks are.`);
  const options = first.parameters.find(({ type }) => /(Options|Props)\b/.test(type?.getText() ?? ''))?.type;
  return {
    name,
    calls: ways.map((way) => ({ signature: signatureOf(name, way), ...commentOf(way) })),
    options: options === undefined ? [] : membersOf(options, types).map(toMember),
    results: first.type === undefined ? [] : membersOf(first.type, types).map(toMember),
  };
}

/** @param {string} name @param {ts.FunctionDeclaration} declaration */
function signatureOf(name, { parameters, type, typeParameters }) {
  const generics = typeParameters?.map((one) => one.getText()).join(', ');
  const taken = parameters.map((parameter) => {
    // Taken apart where it is written: it is called by what it is.
    const called = ts.isIdentifier(parameter.name) ? parameter.name.text : 'options';
    const isOptional = parameter.questionToken !== undefined || parameter.initializer !== undefined;
    // A default that is a number needs no type beside it.
    return `${called}${isOptional ? '?' : ''}: ${parameter.type?.getText() ?? 'number'}`;
  });
  const given = type === undefined ? '' : `: ${type.getText()}`;
  return onOneLine(`${name}${generics === undefined ? '' : `<${generics}>`}(${taken.join(', ')})${given}`);
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
 * @param {Types} types
 * @returns {readonly (ts.PropertySignature | ts.MethodSignature)[]}
 */
function membersOf(type, types) {
  const [name = ''] = type.getText().split('<');
  const parameters = 'typeArguments' in type ? (type.typeArguments ?? []) : [];
  const [of, keys] = /** @type {readonly ts.TypeNode[]} */ (parameters);
  if (name === 'Pick' || name === 'Omit') {
    if (of === undefined || keys === undefined) return [];
    const named = new Set(keys.getText().match(/\w+/g));
    return membersOf(of, types).filter((member) => named.has(member.name.getText()) === (name === 'Pick'));
  }
  const declaration = types.get(name);
  if (declaration === undefined) return [];
  if (ts.isTypeAliasDeclaration(declaration)) return membersOf(declaration.type, types);
  const inherited = (declaration.heritageClauses ?? []).flatMap(({ types }) => types);
  return [
    ...inherited.flatMap((parent) => membersOf(parent, types)),
    ...declaration.members.filter((member) => ts.isPropertySignature(member) || ts.isMethodSignature(member)),
  ];
}

/** @param {ts.PropertySignature | ts.MethodSignature} member @returns {Member} */
function toMember(member) {
  // A table's cell ends at a bar.
  const type = onOneLine(typeOf(member))
    .replace(/ \| undefined$/, '')
    .replaceAll('|', '\\|');
  return { name: `${member.name.getText()}${member.questionToken ? '?' : ''}`, type, ...commentOf(member) };
}

/** @param {ts.PropertySignature | ts.MethodSignature} member */
function typeOf(member) {
  const given = member.type?.getText() ?? '';
  if (ts.isPropertySignature(member)) return given;
  const generics = member.typeParameters?.map((one) => one.getText()).join(', ');
  const taken = member.parameters.map((parameter) => parameter.getText()).join(', ');
  return `${generics === undefined ? '' : `<${generics}>`}(${taken}) => ${given}`;
}

/** @param {ts.Node} node @returns {Comment} */
function commentOf(node) {
  const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const tags = (comment?.tags ?? []).flatMap((tag) => {
    const text = ts.getTextOfJSDocComment(tag.comment) ?? '';
    if (ts.isJSDocParameterTag(tag)) return [`\`${tag.name.getText()}\`: ${text}.`];
    if (tag.tagName.text === 'example' && !text.includes('\n')) return [`For example \`${text}\`.`];
    if (tag.tagName.text === 'default') return [`Left out: ${text}.`];
    return tag.tagName.text === 'selector' ? [text.replace(/\[[^\]]+\]/g, '`$&`')] : [];
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
