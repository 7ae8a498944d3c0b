// The mistakes that this lesson knows: in which route is found, in its parameters, and in what is
// said when none is found.

import type { Finding } from '../../src/course/check/finding.ts'

const own = 'lesson:router'
const urls = 'lesson:urls-and-parameters'

export const findings = {
  'not-json': {
    title: "The response isn't a JSON object",
    why: 'The check reads the whole body as JSON. Here it is something else, or it is cut off.',
    hint: 'Do you send what JSON.stringify returns for one object?',
    read: own,
  },
  'no-route-name': {
    title: "The response doesn't contain the name of a route",
    why: 'Each function of the exercise returns its name, such as {"route":"list"}. Only by that '
      + 'name does the check know which one was called.',
    hint: 'Is the name under the key "route", and spelled as in the starter?',
    read: own,
  },
  'other-response-later': {
    title: 'A request got a wrong response, and the right one when it was sent again',
    why: 'Which route matches must not depend on other requests, before it or at the same time. A '
      + 'regular expression with the flag g, for example, remembers where its last match ended.',
    hint: 'Which variables or patterns do all requests share?',
    read: own,
  },
  'route-not-found': {
    title: "A request that matches a route wasn't handled by it",
    why: 'The method and the path match one of the routes, so its function has to be called.',
    hint: 'Print the segments of the route and those of the path. Where do they differ?',
    read: own,
  },
  'right-method-refused': {
    title: 'The path has a route with this method, and the response is a 405',
    why: 'Several routes can match a path, each with its own method. The first that matches the '
      + 'path may have another method than the request.',
    hint: 'Do you look at the methods of all routes that match, or only at one?',
    read: own,
  },
  'another-route': {
    title: 'A request was handled by another route than the one that it matches',
    why: 'The wrong function was called: another page is shown, or something else is deleted.',
    hint: 'Which routes does your list of matches contain, and which one do you take?',
    read: own,
  },
  'wrong-parameters': {
    title: 'The right route was found, with wrong parameters',
    why: 'The function works with the values that the router gives it, under the names of its '
      + 'route.',
    hint: 'Which segment of the path belongs to :isbn, and under which name do you keep it?',
    read: own,
  },
  'parameters-kept': {
    title: 'A response contains a parameter of an earlier request',
    why: 'Each request has its own parameters. If requests share an object, a visitor sees values '
      + 'from the request of another one.',
    hint: 'Where is the object with the parameters made: once, or for each request?',
    read: own,
  },
  'value-refused': {
    title: "A parameter's value has unusual characters, and the route wasn't found",
    why: "A parameter matches any segment that isn't empty. What the values look like is the "
      + "function's business.",
    hint: 'Which characters does your pattern for a parameter accept?',
    read: own,
  },
  'literal-loses-to-parameter': {
    title: 'Two routes match, and the one with the parameter was taken',
    why: 'The literal is more specific, whatever was registered first. Otherwise, moving a line '
      + 'changes what the server does.',
    hint: 'What decides in your router when two routes match: the order of the lines?',
    read: own,
  },
  'literal-by-likeness': {
    title: 'A segment that only looks like new was taken for it',
    why: 'Paths are case-sensitive, and a literal has to be equal: /books/news is a book.',
    hint: 'How do you compare a segment with a literal?',
    read: own,
  },
  'literal-in-the-way': {
    title: "/books/new is a route, so longer paths or other methods below it weren't found",
    why: 'A literal that leads nowhere must not hide the parameter: DELETE /books/new and '
      + '/books/new/reviews/1 match the routes with :isbn.',
    hint: 'What does your router do if a literal matches, but no route is there?',
    read: own,
  },
  'prefix-match': {
    title: 'A path was handled by a route that matches only a part of it',
    why: 'Anyone who mistypes a URL gets some other page with a 200, and search engines find '
      + 'each page at endless URLs.',
    hint: 'Does your comparison notice that the path begins earlier or ends later than the route?',
    read: own,
  },
  'case-ignored': {
    title: 'A path in other letters, such as /Books, was handled by a route',
    why: 'Paths are case-sensitive. With two spellings, each page has several URLs.',
    hint: 'Where does your router ignore the case of letters?',
    read: 'RFC 3986, section 6.2.2.1',
  },
  'query-in-the-path': {
    title: 'With a query in the URL, another response came back',
    why: 'The query is for the function that handles the request. A route looks only at the path.',
    hint: 'What is in request.url, from the first to the last character?',
    read: 'RFC 3986, section 3',
  },
  'found-everywhere': {
    title: "A path that no route matches didn't get a 404",
    why: 'A client must be able to tell that it asked for something that is not there.',
    hint: 'What does your server do when the list of matches is empty?',
    read: 'RFC 9110, section 15.5.5',
  },
  'method-blamed': {
    title: 'A path that no route matches got a 405',
    why: '405 says that the path is right and another method would work. Here none does.',
    hint: 'How do you find out whether the path exists?',
    read: 'RFC 9110, section 15.5.6',
  },
  'empty-parameter': {
    title: 'A path with an empty segment was handled by a route that has none there',
    why: 'After the last slash of /books/, there is an empty segment. It names no book, and it '
      + 'counts as a segment.',
    hint: 'May a parameter match the empty text? And does your program drop empty segments?',
    read: own,
  },
  'wrong-method-accepted': {
    title: 'A method without a route was handled',
    why: 'A client that deletes or changes something learns nothing of its mistake.',
    hint: 'Where do you compare the method of the request with that of the route?',
    read: 'RFC 9110, section 15.5.6',
  },
  'not-found-for-a-wrong-method': {
    title: 'The path exists, but not with this method, and the status is not 405',
    why: '404 says that nothing is at this path, and 501 is for methods that the server knows '
      + 'nowhere. 405 says that the path is right and the method is wrong.',
    hint: 'When no route matches the method and the path, does one match the path alone?',
    read: 'RFC 9110, section 15.5.6',
  },
  'no-allow': {
    title: "Your 405 doesn't say which methods are allowed",
    why: 'A 405 must have the header Allow. It tells a client what it may do instead.',
    hint: 'Which header belongs to a 405?',
    read: 'RFC 9110, section 10.2.1',
  },
  'allow-malformed': {
    title: "The header Allow isn't a list of methods separated by commas",
    why: 'A client splits the list at its commas, and knows no method called "GET POST".',
    hint: 'With what do you join the methods?',
    read: 'RFC 9110, section 10.2.1',
  },
  'allow-incomplete': {
    title: 'A method that has a route for this path is missing in Allow',
    why: 'A client believes that the method does not work here.',
    hint: 'Which routes match the path? Are the methods of all of them in the header, in capital '
      + 'letters?',
    read: 'RFC 9110, section 10.2.1',
  },
  'allow-too-much': {
    title: 'Allow lists a method that has no route for this path',
    why: 'A client that tries it gets the same 405 again.',
    hint: 'Do you list the methods of this path, or all that your server knows?',
    read: 'RFC 9110, section 10.2.1',
  },
  'not-decoded': {
    title: 'The parameter came back with its percent signs',
    why: 'The client encoded the value for the URL. The function needs the value itself.',
    hint: 'Where do you decode the segments?',
    read: urls,
  },
  'decoded-too-early': {
    title: "The parameter has an encoded slash, and its route didn't get it whole",
    why: 'In a segment, %2F is data and not a separator. Split first, and decode each part after.',
    hint: 'Is the whole path decoded before it is split?',
    read: urls,
  },
  'value-changed': {
    title: 'The parameter came back changed',
    why: 'Each segment is decoded once, as UTF-8, and otherwise stays as it is: a + in a path is a '
      + "plus, and 007 isn't 7.",
    hint: 'What happens to the segment on its way to the function?',
    read: urls,
  },
  'server-error': {
    title: 'A request got a 5xx response',
    why: 'A 5xx says that the server failed. Anyone can send any path.',
    hint: 'Which line of your program throws for this path?',
    read: urls,
  },
  'broken-escape-accepted': {
    title: 'The path has a malformed escape, and a route was found with another value',
    why: '%zz is not an escape, so nobody can know which value was meant.',
    hint: 'What does your program use for a segment that cannot be decoded?',
    read: urls,
  },
  crashed: {
    title: 'A request ended your server',
    why: 'In Node, an error that nothing catches ends the program for everyone. '
      + 'decodeURIComponent throws for %zz, for example.',
    hint: 'Which line threw, and which try is around it?',
    read: urls,
  },
} as const satisfies Record<string, Finding>
