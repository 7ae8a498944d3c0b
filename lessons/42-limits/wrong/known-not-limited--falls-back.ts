// A known client whose own tries are used up goes on with those of strangers.
//#file attempts.ts
//#replace
      buckets.take({ ...limit, name })
//#with
      try {
        buckets.take({ ...limit, name })
      } catch (error) {
        if (!isKnown) throw error
        buckets.take({ ...limit, name: `sign-in of strangers: ${email}` })
      }
//#end
