/**
 * How is the least of many found at once, while others come and go?
 *
 * In a heap: an array in which no item stands behind one of its children, which for place i are 4i + 1 to 4i + 4.
 *
 *             1
 *        3  5  2  9        [ 1 3 5 2 9 7 4 ]
 *       7 4
 *
 * Four children each and not two, because half as many levels are half as many places in memory to wait for.
 */

/** Of one item. */
const children = 4;

export class Heap<T> {
  private readonly items: T[] = [];
  private readonly before: (a: T, b: T) => boolean;
  private readonly moved: (item: T, place: number) => void;

  /** `moved` is told each item's place whenever it changes, so that `removeAt` can be used. */
  constructor(before: (a: T, b: T) => boolean, moved: (item: T, place: number) => void = () => {}) {
    this.before = before;
    this.moved = moved;
  }

  get length(): number {
    return this.items.length;
  }

  /** The least item; `undefined` if there is none. */
  get first(): T | undefined {
    return this.items[0];
  }

  add(item: T): void {
    this.items.push(item);
    this.raise(item, this.items.length - 1);
  }

  /** Takes out the item at `place` and returns it. */
  removeAt(place: number): T {
    const item = this.items[place];
    const last = this.items.pop() as T;
    if (place === this.items.length) return item;
    // The gap is filled with the last item, which may belong above or below.
    if (place > 0 && this.before(last, this.items[parentOf(place)])) this.raise(last, place);
    else this.sink(last, place);
    return item;
  }

  private raise(item: T, place: number): void {
    while (place > 0) {
      const parent = parentOf(place);
      const above = this.items[parent];
      if (!this.before(item, above)) break;
      this.put(above, place);
      place = parent;
    }
    this.put(item, place);
  }

  private sink(item: T, place: number): void {
    const { items, before } = this;
    const { length } = items;
    for (;;) {
      const first = children * place + 1;
      if (first >= length) break;
      let least = items[first];
      let from = first;
      for (let child = first + 1; child < first + children && child < length; child++) {
        if (!before(items[child], least)) continue;
        least = items[child];
        from = child;
      }
      if (!before(least, item)) break;
      this.put(least, place);
      place = from;
    }
    this.put(item, place);
  }

  private put(item: T, place: number): void {
    this.items[place] = item;
    this.moved(item, place);
  }
}

function parentOf(place: number): number {
  return ((place - 1) / children) | 0;
}
