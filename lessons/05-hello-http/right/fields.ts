// Shows what came back in fields.
//#replace
<output id="hello">nothing yet</output>
//#with
<textarea id="hello"></textarea>
//#end
//#replace
<output id="greeting">nothing yet</output>
//#with
<input id="greeting">
//#end
//#replace
document.querySelector(place).textContent = text
//#with
document.querySelector(place).value = text
//#end
