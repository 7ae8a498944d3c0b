// Decodes a plus as a space.
//#replace
path.split('/').slice(1).map(decodeURIComponent)
//#with
path.split('/').slice(1).map((segment) => decodeURIComponent(segment.replaceAll('+', ' ')))
//#end
