import * as z from 'zod';

// zod writes and compiles a function for every schema that is used: more work than one command saves by it.
z.config({ jitless: true });
