// Has the Referrer-Policy of lesson 33, with which browsers send Origin: null.
//#file frame.ts
//#replace
'referrer-policy': 'same-origin'
//#with
'referrer-policy': 'no-referrer'
//#end
