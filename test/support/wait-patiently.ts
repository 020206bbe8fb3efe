import { configure } from '@testing-library/react';

// No test depends on speed: code that is fetched when it is wanted may take its time on a busy machine.
configure({ asyncUtilTimeout: 20_000 });
