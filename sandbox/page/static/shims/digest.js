/** SHA-256 as Utilities.computeDigest gives it: at once, in signed bytes. A browser's own answers only later. */
'use strict';

const sha256 = (() => {
  const PRIMES = [];
  for (let number = 2; PRIMES.length < 64; number += 1) {
    if (PRIMES.every(prime => number % prime !== 0)) {
      PRIMES.push(number);
    }
  }
  const fraction = root => Math.floor((root - Math.floor(root)) * 2 ** 32);
  const CONSTANTS = PRIMES.map(prime => fraction(Math.cbrt(prime)));
  const START = PRIMES.slice(0, 8).map(prime => fraction(Math.sqrt(prime)));
  const turned = (word, by) => (word >>> by) | (word << (32 - by));

  /** The text in blocks of sixteen words, with its length at the end. */
  function padded(bytes) {
    const view = new DataView(new ArrayBuffer(((bytes.length + 72) >> 6) << 6));
    bytes.forEach((byte, place) => view.setUint8(place, byte));
    view.setUint8(bytes.length, 0x80);
    view.setUint32(view.byteLength - 8, Math.floor(bytes.length / 2 ** 29));
    view.setUint32(view.byteLength - 4, bytes.length << 3);
    return view;
  }

  function schedule(view, from) {
    const words = Array.from({length: 16}, (_, index) => view.getUint32(from + 4 * index));
    for (let index = 16; index < 64; index += 1) {
      const [near, far] = [words[index - 2], words[index - 15]];
      const first = turned(far, 7) ^ turned(far, 18) ^ (far >>> 3);
      const second = turned(near, 17) ^ turned(near, 19) ^ (near >>> 10);
      words[index] = (words[index - 16] + first + words[index - 7] + second) | 0;
    }
    return words;
  }

  function mixed(state, words) {
    let [a, b, c, d, e, f, g, h] = state;
    words.forEach((word, index) => {
      const chosen = (e & f) ^ (~e & g);
      const most = (a & b) ^ (a & c) ^ (b & c);
      const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + chosen + CONSTANTS[index] + word) | 0;
      const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + most) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    });
    return [a, b, c, d, e, f, g, h].map((word, index) => (word + state[index]) | 0);
  }

  return (algorithm, text, charset) => {
    if (String(algorithm) !== 'SHA_256' || String(charset) !== 'UTF_8') {
      throw new Error('Utilities.computeDigest: the stand-in knows SHA_256 of UTF_8 only.');
    }
    const view = padded(new TextEncoder().encode(text));
    let state = START;
    for (let from = 0; from < view.byteLength; from += 64) {
      state = mixed(state, schedule(view, from));
    }
    return state.flatMap(word => [24, 16, 8, 0].map(by => (word >> by) << 24 >> 24));
  };
})();
