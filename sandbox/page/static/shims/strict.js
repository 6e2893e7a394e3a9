/** A stand-in that knows what it does not know: whatever is missing ends in a sentence, never in silence. */
'use strict';

/**
 * @param {string} name
 * @param {object} known
 */
function strict(name, known) {
  return new Proxy(known, {
    get(target, key) {
      if (key in target || typeof key === 'symbol' || key === 'toJSON') {
        return target[key];
      }
      throw new Error(
        `${name}.${String(key)} is not in the sandbox's stand-in for Apps Script; add it in sandbox/page/static/shims.`,
      );
    },
  });
}

/** Values that are equal to themselves and print as their names, like Google's enumerations. */
function enumeration(name, members) {
  return strict(name, Object.fromEntries(members.map(member => [member, member])));
}
