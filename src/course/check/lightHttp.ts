// Lets a program with node:http start in half the time. To `import` that module reads everything
// that it exports, also the classes of a WebSocket client, and Node then loads its whole HTTP
// client for them. Here they load when the program first uses one of them.

type Class = new (...words: unknown[]) => object

const http = process.getBuiltinModule('node:http')

for (const name of ['WebSocket', 'CloseEvent', 'MessageEvent']) {
  const own = Object.getOwnPropertyDescriptor(http, name)
  const load: (() => Class) | undefined = own?.get
  // Another version of Node may not load them like this.
  if (load === undefined || own?.configurable !== true) continue
  Object.defineProperty(http, name, {
    value: standIn(load), configurable: true, enumerable: true, writable: true,
  })
}

// Whatever is done with it is done with the class.
function standIn(load: () => Class): object {
  const proxy: object = new Proxy<object>(function () {}, {
    construct: (_target, words, newTarget) =>
      Reflect.construct(load(), words, newTarget === proxy ? load() : newTarget),
    apply: (_target, self, words) => Reflect.apply(load(), self, words),
    get: (_target, key) => Reflect.get(load(), key),
    has: (_target, key) => Reflect.has(load(), key),
    getPrototypeOf: () => Reflect.getPrototypeOf(load()),
  })
  return proxy
}
