/** Synchronous requests to the sandbox that serves this page, and what is known about this execution. */
'use strict';

const Sandbox = (() => {
  const Request = self.XMLHttpRequest;

  function call(method, path, body, headers) {
    const request = new Request();
    request.open(method, path, false);
    for (const [name, value] of Object.entries(headers || {})) {
      request.setRequestHeader(name, value);
    }
    if (body !== undefined) {
      request.setRequestHeader('Content-Type', 'application/json');
    }
    request.send(body === undefined ? null : JSON.stringify(body));
    return understood(request, `${method} ${path}`);
  }

  function understood(request, what) {
    const answer = request.status === 204 || !request.responseText ? null : parsed(request.responseText);
    if (request.status >= 400 || request.status === 0) {
      const said = answer && answer.error && answer.error.message;
      throw new Error(said || `The sandbox answered ${request.status} to ${what}.`);
    }
    return answer;
  }

  function parsed(text) {
    try {
      return JSON.parse(text);
    } catch (problem) {
      return null;
    }
  }

  // quotaUser lets the journal tell the script's reads from those of the service.
  function sheets(path, query) {
    const asked = new URLSearchParams({...query, quotaUser: 'apps-script'});
    const id = encodeURIComponent(Run.spreadsheetId);
    return call('GET', `/v4/spreadsheets/${id}${path}?${asked}`, undefined, {Authorization: 'Bearer apps-script'});
  }

  function change(requests) {
    const id = encodeURIComponent(Run.spreadsheetId);
    const path = `/v4/spreadsheets/${id}:batchUpdate?quotaUser=apps-script`;
    return call('POST', path, {requests}, {Authorization: 'Bearer apps-script'});
  }

  return {
    change,
    get: path => call('GET', path),
    post: (path, body) => call('POST', path, body),
    remove: (path, body) => call('DELETE', path, body),
    sheets,
  };
})();

const Run = {
  begin(order) {
    this.spreadsheetId = order.spreadsheetId;
    this.user = order.user;
    this.owner = order.owner;
    this.active = order.active;
    this.id = order.runId;
  },

  tell(kind, more) {
    self.postMessage({kind, ...more});
  },

  /** A change in the name of whoever this execution runs as. */
  write(range, values) {
    Sandbox.post('/__person/edit', {spreadsheetId: this.spreadsheetId, by: this.owner, range, values});
    Contents.forget();
    this.tell('changed');
  },
};
