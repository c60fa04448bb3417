#!/usr/bin/env node
import '../dist/main/stet.js';
