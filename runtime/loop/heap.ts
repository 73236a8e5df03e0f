/**
 * How is the least of many found at once, while others come and go?
 *
 * In a binary heap: an array in which no item stands behind one of its children, which for place i are 2i + 1 and 2i + 2.
 *
 *           1
 *         3   2        [ 1 3 2 7 4 ]
 *        7 4
 */
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
    if (place > 0 && this.before(last, this.items[(place - 1) >> 1])) this.raise(last, place);
    else this.sink(last, place);
    return item;
  }

  private raise(item: T, place: number): void {
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = this.items[parent];
      if (!this.before(item, above)) break;
      this.put(above, place);
      place = parent;
    }
    this.put(item, place);
  }

  private sink(item: T, place: number): void {
    for (;;) {
      let child = 2 * place + 1;
      if (child >= this.items.length) break;
      if (child + 1 < this.items.length && this.before(this.items[child + 1], this.items[child])) child++;
      if (!this.before(this.items[child], item)) break;
      this.put(this.items[child], place);
      place = child;
    }
    this.put(item, place);
  }

  private put(item: T, place: number): void {
    this.items[place] = item;
    this.moved(item, place);
  }
}
