using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Binnacle.Server.Ui.Shared;

/// <summary>How a component parts from its script in the page.</summary>
internal static class ScriptLeave
{
    /// <summary>Lets go of a script, if it was ever loaded.</summary>
    /// <param name="script">The script.</param>
    /// <param name="mounted">What it looks after, to be unmounted first. Default: nothing.</param>
    public static async ValueTask LeaveAsync(this IJSObjectReference? script, ElementReference? mounted = null)
    {
        if (script is null)
            return;
        try
        {
            if (mounted is { } root)
                await script.InvokeVoidAsync("unmount", root);
            await script.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and its scripts with it.
        }
    }
}
