/** The tab's storage. Where the browser denies it, as to frames in others' pages, things are remembered until the page is left. */
function storage() {
  try {
    return sessionStorage;
  } catch {
    const kept = new Map();
    return {getItem: key => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: key => kept.delete(key)};
  }
}

export const remembered = storage();
