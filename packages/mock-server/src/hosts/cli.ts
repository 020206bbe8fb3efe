#!/usr/bin/env node
import { takeStopSignals } from './stop-signals.ts';

const words = process.argv.slice(2);
// Before anything else is loaded, for that takes a while: a server that serves nothing yet has nothing to finish, and a
// command that did nothing has not done what it was asked.
const signals = takeStopSignals(() => (words.length === 0 ? 0 : 1));
const { runCommandLine } = await import('./run-command-line.ts');
await runCommandLine(words, signals);
