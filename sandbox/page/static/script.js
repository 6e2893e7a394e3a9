// Runs functions of the script, each in a worker of its own, as Google gives each run a world of its own.
let count = 0;

/**
 * order: {spreadsheetId, user, owner, active, functionName, args?, event?}.
 * `heard` has a function for each kind of message that the script may send while it runs.
 * @returns {Promise<unknown>} what the function returned
 */
export function execute(order, heard) {
  count += 1;
  const worker = new Worker('/__page/static/shims/worker.js');
  return new Promise((resolve, reject) => {
    const end = (settle, value) => {
      worker.terminate();
      settle(value);
    };
    worker.onmessage = ({data}) => {
      if (data.kind === 'done') {
        end(resolve, data.value);
      } else if (data.kind === 'failed') {
        console.warn(`${order.functionName} failed:`, data.stack);
        end(reject, new Error(data.message));
      } else {
        heard[data.kind](data);
      }
    };
    worker.onerror = event => end(reject, new Error(event.message || 'The script could not be loaded.'));
    worker.postMessage({...order, runId: `${Date.now()}-${count}`});
  });
}
