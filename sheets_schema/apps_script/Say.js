/**
 * A text with its places filled in; {n?row:rows} takes the first word where n is 1, and the second otherwise.
 * @param {keyof typeof WORDS} key
 * @param {Record<string, string | number>=} values
 * @returns {string}
 */
function say(key, values = {}) {
  return WORDS[key]
    .replace(/\{(\w+)\?([^{}:]*):((?:[^{}]|\{\w+\})*)\}/g, (_, name, one, many) => (Number(values[name]) === 1 ? one : many))
    .replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** The same for a page, whose script knows nothing of this one. */
function wordsForPages() {
  return `const WORDS = ${JSON.stringify(WORDS).replace(/</g, '\\u003c')};\n${say.toString()}`;
}
