/* Installs the dependencies when the lock file has changed since the last time. Plain old JavaScript on
   purpose: it is the one file that runs on whatever Node the machine has, before our own Node is there. */
'use strict'
const { spawnSync } = require('child_process')
const { createHash } = require('crypto')
const fs = require('fs')
const path = require('path')

const root = path.dirname(__dirname)
const stamp = path.join(root, 'node_modules', '.tutti-installed')
const lockHash = createHash('sha256')
  .update(fs.readFileSync(path.join(root, 'package-lock.json')))
  .update(process.platform + process.arch)
  .digest('hex')

function installedHash() {
  try {
    return fs.readFileSync(stamp, 'utf8')
  } catch (notInstalledYet) {
    return null
  }
}

if (installedHash() !== lockHash) {
  console.log('Installing dependencies …')
  const npm = process.env.npm_execpath
  const result = spawnSync(
    process.env.npm_node_execpath || process.execPath,
    [npm, 'ci', '--include=dev', '--loglevel=error', '--no-audit', '--no-fund'],
    { cwd: root, stdio: 'inherit' },
  )
  if (result.status !== 0) process.exit(result.status || 1)
  fs.writeFileSync(stamp, lockHash)
}
