/** What the service said where it could not do what was asked; the message is for the reader. */
export class Problem extends Error {
}

const problemOf = async response => {
  const problem = await response.json().catch(() => ({}));
  return new Problem(problem.detail ?? 'The service did not answer as expected. Try again in a moment.');
};

const request = async (address, options) => {
  let response;
  try {
    response = await fetch(address, options);
  } catch (error) {
    if (error.name === 'AbortError') {
      throw error;
    }
    throw new Problem('The service cannot be reached. Check your connection and try again.');
  }
  if (!response.ok) {
    throw await problemOf(response);
  }
  return response;
};

/**
 * @param {string} address of a resource of the service
 * @returns {Promise<object>} the resource
 * @throws {Problem}
 */
export const get = async address => (await request(address, {headers: {Accept: 'application/json'}})).json();

/**
 * Asks a question.
 *
 * @param {{question: string, conversation: string|undefined}} question
 * @param {AbortSignal} signal ends the work
 * @yields {{name: string, data: object}} the events meta, sources, statement and done
 * @throws {Problem}
 */
export async function* ask(question, signal) {
  const response = await request('/api/answers', {
    method: 'POST',
    headers: {'Content-Type': 'application/json', Accept: 'text/event-stream'},
    body: JSON.stringify(question),
    signal,
  });
  for await (const event of events(response.body)) {
    if (event.name === 'error') {
      throw new Problem(event.data.detail);
    }
    yield event;
  }
}

/** Parses a stream of server-sent events; comments are heartbeats and say nothing. */
export async function* events(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let pending = '';
  for (;;) {
    const {done, value} = await reader.read();
    if (done) {
      return;
    }
    const blocks = (pending + value).split(/\r?\n\r?\n/);
    pending = blocks.pop();
    for (const block of blocks) {
      const field = name => block.split(/\r?\n/).filter(line => line.startsWith(`${name}:`))
        .map(line => line.slice(name.length + 1).replace(/^ /, '')).join('\n');
      const data = field('data');
      if (data) {
        yield {name: field('event'), data: JSON.parse(data)};
      }
    }
  }
}
