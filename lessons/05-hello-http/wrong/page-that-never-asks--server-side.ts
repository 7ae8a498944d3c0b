// The server writes the greeting into the page.
//#replace
return showPage(response)
//#with
return showPage(request, response)
//#end
//#replace
function showPage(response: ServerResponse): void {
//#with
function showPage(request: IncomingMessage, response: ServerResponse): void {
  const name = (request.url ?? '').split('name=')[1] ?? 'Alice'
//#end
//#replace
  response.end(page)
//#with
  const empty = 'nothing yet</output></p>\n<script'
  response.end(page.replace(empty, `Hello, ${name}!</output></p>\n<script`))
//#end
