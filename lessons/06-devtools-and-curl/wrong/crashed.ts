// Does not wait for the text: a promise is no JSON.
//#replace
JSON.parse(await answer.text())
//#with
JSON.parse(String(answer.text()))
//#end
