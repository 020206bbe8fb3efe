import axe from 'axe-core';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Brings axe into a page, as an expression for any browser’s driver. */
export const bringAxe = `(() => { ${axe.source}; return typeof axe.run; })()`;

/**
 * All rules for WCAG 2.2 AA, `target-size` included, on the page as it is: what is wrong, element by element. Needs
 * `bringAxe` first.
 */
export const findAccessibilityProblems = `axe.run(document, {
  runOnly: { type: 'tag', values: ${JSON.stringify(tags)} },
  resultTypes: ['violations'],
}).then(({ violations, passes }) => {
  if (passes.length === 0) throw new Error('axe looked at nothing');
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => id + ' at ' + target.join(' ') + ': ' + failureSummary),
  );
})`;
