// A custom element shows what came back, in a closed shadow root.
//#replace
show('#hello', await hello.text())
//#with
class Answer extends HTMLElement {
  #root = this.attachShadow({ mode: 'closed' })
  set text(value) { this.#root.textContent = value }
}
customElements.define('x-answer', Answer)
const [one, two] = [new Answer(), new Answer()]
document.body.append(one, two)
one.text = await hello.text()
//#end
//#replace
show('#greeting', message ?? error)
//#with
two.text = message ?? error
//#end
