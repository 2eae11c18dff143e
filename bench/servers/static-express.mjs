/** A folder's files by express.static. usage: node static-express.mjs <port> <folder> <folder express is installed in> */
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [port, folder, installed] = process.argv.slice(2);
const express = createRequire(join(installed, 'package.json'))('express');

express().use(express.static(folder)).listen(Number(port), '127.0.0.1');
