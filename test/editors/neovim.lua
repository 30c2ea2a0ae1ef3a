-- What a person does in Neovim, without the person: opens a file, looks at the diagnostics, asks for a hover and for
-- completions, applies a quick fix. Writes what it saw to the file named by OUTCOME, as JSON.
local outcome = { published = 0 }
local buffer

local publish = vim.lsp.handlers['textDocument/publishDiagnostics']
vim.lsp.handlers['textDocument/publishDiagnostics'] = function(...)
  outcome.published = outcome.published + 1
  return publish(...)
end

local function finish(problem)
  outcome.problem = problem
  local file = assert(io.open(vim.env.OUTCOME, 'w'))
  file:write(vim.fn.json_encode(outcome))
  file:close()
  vim.cmd(problem and 'cquit!' or 'quitall!')
end

local function wait(what, condition)
  if not vim.wait(60000, condition, 20) then finish('waited in vain for ' .. what) end
end

local function codes()
  local found = {}
  for _, one in ipairs(vim.diagnostic.get(buffer)) do
    table.insert(found, one.code or one.user_data.lsp.code)
  end
  return found
end

local function request(method, params)
  local answers = vim.lsp.buf_request_sync(buffer, method, params, 60000)
  for _, answer in pairs(answers or {}) do return answer.result end
end

vim.cmd('edit ' .. vim.fn.fnameescape(vim.env.FILE))
buffer = vim.api.nvim_get_current_buf()
local id = vim.lsp.start_client({
  name = 'elasticlint',
  cmd = { vim.env.NODE, vim.env.SERVER, 'lsp' },
  root_dir = vim.fn.fnamemodify(vim.env.FILE, ':h'),
})
vim.lsp.buf_attach_client(buffer, id)
wait('diagnostics', function() return #vim.diagnostic.get(buffer) > 0 end)
outcome.before = codes()
outcome.encoding = vim.lsp.get_client_by_id(id).offset_encoding

vim.api.nvim_win_set_cursor(0, { 2, 3 })
local hover = request('textDocument/hover', vim.lsp.util.make_position_params())
outcome.hover = hover and hover.contents.value

-- the misspelt key of the first line
local first = vim.diagnostic.get(buffer, { lnum = 0 })[1]
local params = vim.lsp.util.make_range_params()
params.range = first.user_data.lsp.range or {
  start = { line = first.lnum, character = first.col },
  ['end'] = { line = first.end_lnum, character = first.end_col },
}
params.context = { diagnostics = {}, only = { 'quickfix' } }
for _, action in ipairs(request('textDocument/codeAction', params) or {}) do
  if action.isPreferred then vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16') end
end
outcome.text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')
wait('the finding to go', function() return #vim.diagnostic.get(buffer) == 0 end)

vim.api.nvim_buf_set_lines(buffer, 2, 2, false, { 'cluster.routing.allocation.en' })
vim.api.nvim_win_set_cursor(0, { 3, 29 })
local position = vim.lsp.util.make_position_params()
position.position.character = 29
local found = request('textDocument/completion', position)
outcome.completions = {}
for _, item in ipairs(found and found.items or {}) do table.insert(outcome.completions, item.label) end
finish()
