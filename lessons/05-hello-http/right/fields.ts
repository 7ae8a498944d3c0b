// Shows one response in a text field, and the other one in a closed shadow root of an element.
//#replace
<output id="hello">nothing yet</output>
//#with
<textarea id="hello"></textarea>
//#end
//#replace
show('#hello', await hello.text())
//#with
class Greeting extends HTMLElement {
  #root = this.attachShadow({ mode: 'closed' })
  set text(value) { this.#root.textContent = value }
}
customElements.define('x-greeting', Greeting)
const place = new Greeting()
document.body.append(place)
document.querySelector('#hello').value = await hello.text()
//#end
//#replace
show('#greeting', message ?? error)
//#with
place.text = message ?? error
//#end
