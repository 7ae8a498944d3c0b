// Takes everything but a clear no for a yes.
//#file authorize.ts
//#replace
typed.get('decision') !== 'allow'
//#with
typed.get('decision') === 'deny'
//#end
