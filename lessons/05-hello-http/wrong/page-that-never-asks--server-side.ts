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
  response.end(page.replace('nothing yet</output></p>\n<script', `Hello, ${name}!</output></p>\n<script`))
//#end
