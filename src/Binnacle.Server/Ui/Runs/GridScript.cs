using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Binnacle.Server.Ui.Runs;

/// <summary>The table's part in the browser: which rows are in view, dragged columns, the address.</summary>
internal sealed class GridScript(IJSRuntime js, RunsGrid grid, string script, string addressScript) : IAsyncDisposable
{
    private readonly DotNetObjectReference<RunsGrid> _grid = DotNetObjectReference.Create(grid);
    private Task<IJSObjectReference>? _module;
    private Task<IJSObjectReference>? _address;
    private string? _attached;

    /// <summary>Looks after the table's element, which comes and goes with the first and last row.</summary>
    public async Task AttachAsync(ElementReference element)
    {
        // Without an id it has not been rendered yet.
        if (element.Id is null || element.Id == _attached)
            return;
        _attached = element.Id;
        _module ??= js.InvokeAsync<IJSObjectReference>("import", "./" + script).AsTask();
        await (await _module).InvokeVoidAsync("mount", element, _grid, RunsGrid.RowHeight);
    }

    /// <summary>Puts an address into the browser's bar.</summary>
    /// <param name="address">Path and query.</param>
    /// <param name="toTop">Move the table to its first row.</param>
    /// <param name="replace">Take the place of the page's entry, so that Back does not stop here.</param>
    public async Task ShowAddressAsync(string address, bool toTop = false, bool replace = false)
    {
        _address ??= js.InvokeAsync<IJSObjectReference>("import", "./" + addressScript).AsTask();
        await (await _address).InvokeVoidAsync("show", address, replace);
        if (toTop && _module is not null)
            await (await _module).InvokeVoidAsync("toTop");
    }

    public async Task<T> CallAsync<T>(string function, params object?[] arguments)
    {
        _module ??= js.InvokeAsync<IJSObjectReference>("import", "./" + script).AsTask();
        return await (await _module).InvokeAsync<T>(function, arguments);
    }

    public async ValueTask DisposeAsync()
    {
        _grid.Dispose();
        try
        {
            foreach (Task<IJSObjectReference> module in new[] { _module, _address }.OfType<Task<IJSObjectReference>>())
                await (await module).DisposeAsync();
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The page is gone, and its scripts with it.
        }
    }
}
