/** Removes the entry of a map that was added first, when there are more than so many. Called after each addition, it bounds the map. */
export function forgetOldest<K>(map: Map<K, unknown>, most: number): void {
  if (map.size <= most) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}
