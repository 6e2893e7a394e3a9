/** A menu function may run for six minutes; this leaves time for the last call to come back. */
const CHECK_MILLISECONDS = 4 * 60 * 1000;

/** Calls that bring nothing forward before the script gives up for now. */
const CALLS_WITHOUT_PROGRESS = 3;

/**
 * Calls the service until it has nothing left to check, showing how far it is.
 * @param {Record<string, unknown>=} rows the rows it is about; all where none are named
 * @returns {string} the sentence to show at the end
 */
function untilNothingRemains(rows) {
  const end = Date.now() + CHECK_MILLISECONDS;
  let answer = watched('/addon/check', {...thisSheet(), ...rows});
  let stuck = 0;
  while (answer.remaining > 0) {
    if (stuck >= CALLS_WITHOUT_PROGRESS || Date.now() > end) {
      return say('unfinished', {rows: answer.remaining});
    }
    toast(say('remaining', {rows: answer.remaining}), -1);
    if (stuck > 0) {
      Utilities.sleep(1000);
    }
    const before = answer.remaining;
    answer = watched('/addon/check', {...thisSheet(), ...rows, goesOn: true});
    stuck = answer.remaining < before ? 0 : stuck + 1;
  }
  return answer.message;
}

/**
 * A call that may take a while: the service says each second how far it is, and that is shown.
 * @param {string} path
 * @param {Record<string, unknown>} body
 * @returns {any} what the service answered in the end
 */
function watched(path, body) {
  const watch = Utilities.getUuid();
  let answer = callService(path, {...body, watch});
  while (answer.working) {
    toast(answer.working, -1);
    answer = callService(path, {...body, watch});
  }
  return answer;
}
