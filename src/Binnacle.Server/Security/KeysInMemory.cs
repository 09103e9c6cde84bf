using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Binnacle.Server.Security;

/// <summary>Keys of what the server hands to pages. Nothing that they protect outlives it, so none is kept in the user's home.</summary>
internal sealed class KeysInMemory : IXmlRepository
{
    private readonly List<XElement> _keys = [];

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (_keys)
            return [.. _keys];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        lock (_keys)
            _keys.Add(element);
    }
}
