// What leads to a sign-in with another application or provider, and what is changed meanwhile.

import assert from 'node:assert/strict'
import test from 'node:test'
import { startTime } from '../../testApp.ts'
import { changeMeanwhile, type Change } from '../users/changedMeanwhile.ts'
import { questionsAfter, type Prepare } from '../users/interrupted.ts'
import {
  givePassword, linkWith, registerApp, signInWith, signInWithFactor, unlinkFrom,
} from './meanwhile.ts'
import { playProvider, type PlayedProvider } from './playedProvider.ts'

type Row = {
  prepare: (provider: PlayedProvider) => Prepare
  refused: readonly Change[]
  goesOn?: readonly Change[]
}

const ofSession: readonly Change[] =
  ['a reset', 'the account is disabled', 'all access is ended', 'another role']

const requests: Record<string, Row> = {
  'a new application': { prepare: () => registerApp, refused: ofSession },
  'the password that an application asks for': {
    prepare: () => givePassword,
    refused: [...ofSession, 'another password'],
  },
  'a sign-in with the provider': {
    prepare: signInWith,
    refused: ['a reset', 'the account is disabled', 'a second factor'],
    goesOn: ['another role', 'all access is ended'],
  },
  'such a sign-in with a second factor': {
    prepare: signInWithFactor,
    refused: ['a reset', 'the account is disabled'],
    goesOn: ['another role'],
  },
  'a link with the provider': { prepare: linkWith, refused: ofSession },
  // A reset ends the link by itself.
  'the end of such a link': {
    prepare: unlinkFrom,
    refused: [...ofSession.filter((change) => change !== 'a reset'), 'another password'],
  },
}

for (const [name, { prepare, refused, goesOn = [] }] of Object.entries(requests)) {
  for (const change of [...refused, ...goesOn]) {
    const mayGoOn = goesOn.includes(change)
    test(`${name} ${mayGoOn ? 'goes on' : 'is refused'} after ${change}`, async (t) => {
      const provider = await playProvider(t, startTime)
      const options = { provider: provider.settings, mayGoOn }
      const responses = await changeMeanwhile(t, change, prepare(provider), options)
      if (mayGoOn) assert.equal(new Set(responses).size, 1, String(responses))
      else assert.equal(questionsAfter(responses), 0, String(responses))
    })
  }
}
