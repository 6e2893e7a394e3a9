// google.script.run and google.script.host for the pages that the script shows; they reach the script by messages.
(() => {
  const waiting = new Map();
  let count = 0;

  addEventListener('message', event => {
    const told = event.data || {};
    const call = event.source === parent && waiting.get(told.answerTo);
    if (!call) {
      return;
    }
    waiting.delete(told.answerTo);
    if (told.failed !== undefined) {
      const problem = new Error(told.failed);
      problem.name = 'ScriptError';
      call.failure ? call.failure(problem, call.object) : console.error(problem);
    } else if (call.success) {
      call.success(told.value, call.object);
    }
  });

  function runner(handlers) {
    const setters = {withSuccessHandler: 'success', withFailureHandler: 'failure', withUserObject: 'object'};
    return new Proxy({}, {
      get(_, name) {
        if (setters[name]) {
          return value => runner({...handlers, [setters[name]]: value});
        }
        return (...args) => {
          count += 1;
          waiting.set(count, handlers);
          parent.postMessage({call: count, functionName: String(name), args: JSON.parse(JSON.stringify(args))}, '*');
        };
      },
    });
  }

  const say = (host, more) => parent.postMessage({host, ...more}, '*');
  window.google = {
    script: {
      run: runner({}),
      host: {
        close: () => say('close'),
        editor: {focus: () => say('focus')},
        setHeight: height => say('height', {height}),
        setWidth: width => say('width', {width}),
      },
    },
  };
})();
